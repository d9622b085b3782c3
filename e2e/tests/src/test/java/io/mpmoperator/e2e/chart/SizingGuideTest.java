package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mpmoperator.footprint.PlanJson;
import io.mpmoperator.footprint.SizingException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SizingGuideTest {

    private static final Pattern FIELD =
            Pattern.compile("^\\| `([a-zA-Z]+)(?:\\[])?` \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("`([a-zA-Z]+)`");

    @Test
    void hasTheTablesOfTheCalibrationThatIsShipped() throws IOException, SizingException {
        GeneratedFile.holds(SizingGuide.path(), SizingGuide.text());
    }

    @Test
    void namesEveryFieldOfAPlanAndNoOther() throws IOException, SizingException {
        JsonNode plan = new ObjectMapper().readTree(PlanJson.of(SizingGuide.example()));
        List<MatchResult> rows = FIELD.matcher(SizingGuide.text()).results().toList();

        Set<String> documented = rows.stream().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(names(plan), documented);
        for (String list : List.of("components", "alternatives")) {
            String meaning = rows.stream()
                    .filter(row -> row.group(1).equals(list))
                    .findFirst()
                    .orElseThrow()
                    .group(2);
            Set<String> words = WORD.matcher(meaning)
                    .results()
                    .map(word -> word.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(names(plan.get(list).get(0)), words, list);
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
