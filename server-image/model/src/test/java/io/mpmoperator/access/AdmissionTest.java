package io.mpmoperator.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.address.IpAddress;
import io.mpmoperator.expression.AnyFacts;
import io.mpmoperator.expression.ServerVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    private static final AnyFacts FACTS = new AnyFacts()
            .with(ServerVariable.REMOTE_USER, "")
            .with(ServerVariable.REQUEST_URI, "/a")
            .withEnvironment("let_me_in", "1");

    private static Visit visit(String client, Optional<String> user) {
        return new Visit(
                IpAddress.parse(client).orElseThrow(),
                IpAddress.parse("10.0.0.9").orElseThrow(),
                "GET",
                user,
                user.isPresent() ? Set.of("staff") : Set.of(),
                FACTS);
    }

    private static Requirement require(String text) {
        return RequireDirective.parse(Arrays.asList(text.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "all granted, GRANTED",
        "all denied, DENIED",
        "ip 10.1 192.168.0.0/16, GRANTED",
        "ip ::1 192.168.0.0/16, DENIED",
        "not ip 10.1, DENIED",
        "not ip 10.2, NEUTRAL",
        "local, DENIED",
        "host localhost, DENIED",
        "env let_me_in, GRANTED",
        "env other third, DENIED",
        "method GET HEAD, GRANTED",
        "method POST, DENIED",
        "expr %{REQUEST_URI} == '/a', GRANTED",
        "expr %{REMOTE_USER} == 'x', DENIED_WITHOUT_USER",
        "valid-user, DENIED_WITHOUT_USER",
        "user ann bob, DENIED_WITHOUT_USER",
        "not user ann, NEUTRAL",
    })
    void saysOfAVisitWithoutAUser(String requirement, Verdict verdict) {
        assertEquals(verdict, require(requirement).verdict(visit("10.1.2.3", Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "valid-user, GRANTED",
        "user ann bob, GRANTED",
        "user bob, DENIED",
        "group staff, GRANTED",
        "group boss, DENIED",
        "not user ann, DENIED",
        "not user bob, NEUTRAL",
    })
    void saysOfAVisitOfAUser(String requirement, Verdict verdict) {
        assertEquals(verdict, require(requirement).verdict(visit("10.1.2.3", Optional.of("ann"))));
    }

    @Test
    void localIsLoopbackAndTheMachineItself() {
        assertEquals(Verdict.GRANTED, require("local").verdict(visit("127.8.8.8", Optional.empty())));
        assertEquals(Verdict.GRANTED, require("local").verdict(visit("::1", Optional.empty())));
        assertEquals(Verdict.GRANTED, require("local").verdict(visit("10.0.0.9", Optional.empty())));
    }

    @Test
    void containersAreJoinedWithNeutralResultsAsInApache() {
        Visit visit = visit("10.1.2.3", Optional.empty());
        Requirement granted = require("all granted");
        Requirement denied = require("all denied");
        Requirement user = require("valid-user");
        Requirement notOther = require("not ip 10.2");
        Requirement notThis = require("not ip 10.1");

        assertEquals(Verdict.GRANTED, new Requirement.All(List.of(granted, notOther)).verdict(visit));
        assertEquals(Verdict.DENIED, new Requirement.All(List.of(granted, notThis)).verdict(visit));
        assertEquals(Verdict.DENIED_WITHOUT_USER, new Requirement.All(List.of(granted, user)).verdict(visit));
        assertEquals(Verdict.DENIED, new Requirement.All(List.of(user, denied)).verdict(visit));
        assertEquals(Verdict.GRANTED, new Requirement.Any(List.of(denied, granted)).verdict(visit));
        assertEquals(Verdict.DENIED_WITHOUT_USER, new Requirement.Any(List.of(denied, user)).verdict(visit));
        assertEquals(Verdict.NEUTRAL, new Requirement.Any(List.of()).verdict(visit));
        assertEquals(Verdict.NEUTRAL, new Requirement.None(List.of(denied)).verdict(visit));
        assertEquals(Verdict.DENIED, new Requirement.None(List.of(denied, granted)).verdict(visit));
        assertEquals(
                Verdict.GRANTED,
                new Requirement.All(List.of(granted, new Requirement.None(List.of(require("ip 10.2")))))
                        .verdict(visit));
    }

    @Test
    void refusesContainersInWhichNothingCouldGrant() {
        Requirement negated = require("not ip 10.1");
        assertThrows(IllegalArgumentException.class, () -> new Requirement.Any(List.of(negated)));
        assertThrows(IllegalArgumentException.class, () -> new Requirement.None(List.of(negated)));
        assertThrows(IllegalArgumentException.class, () -> new Requirement.All(List.of(negated)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all",
                "all perhaps",
                "ip",
                "ip example.com",
                "host example.com",
                "ldap-user x",
                "user",
                "not",
                "expr %{NOPE} == 'a'"
            })
    void refusesWhatIsNoRequirement(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> require(text));
        assertTrue(refused.toString().contains("accepted"), refused.toString());
    }

    private static HostAccess access(String order, String allow, String deny) {
        return new HostAccess(HostAccess.Order.parse(order), origins(allow), origins(deny));
    }

    private static List<Origin> origins(String text) {
        return text.isEmpty() ? List.of() : Origin.parse(Arrays.asList(("from " + text).split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "'Allow,Deny', all, '', true",
        "'allow,deny', '', '', false",
        "'Deny,Allow', '', '', true",
        "'Deny,Allow', '', all, false",
        "'Deny,Allow', 10.1, all, true",
        "'Allow,Deny', all, 10.1, false",
        "'Allow,Deny', all, 10.2, true",
        "'Mutual-failure', 10.1, 10, false",
        "'Deny,Allow', env=let_me_in, all, true",
        "'Deny,Allow', env=!let_me_in, all, false",
        "'Deny,Allow', localhost, all, false",
    })
    void ordersAllowAndDeny(String order, String allow, String deny, boolean admitted) {
        assertEquals(admitted, access(order, allow, deny).admits(visit("10.1.2.3", Optional.empty())));
    }

    @Test
    void refusesNamesOfHostsAndOrdersWithASpace() {
        assertThrows(IllegalArgumentException.class, () -> origins("example.com"));
        assertThrows(IllegalArgumentException.class, () -> Origin.parse(List.of("all")));
        assertThrows(IllegalArgumentException.class, () -> HostAccess.Order.parse("allow, deny"));
    }

    @Test
    void asksForAPasswordOnlyWhereItMayHelp() {
        Admission staff = new Admission(Optional.empty(), Optional.of(require("user ann")), Admission.Satisfy.ALL);
        assertEquals(Admission.Decision.ASK_PASSWORD, staff.decide(visit("10.1.2.3", Optional.empty())));
        assertEquals(Admission.Decision.ASK_PASSWORD, staff.decide(visit("10.1.2.3", Optional.of("bob"))));
        assertEquals(Admission.Decision.ADMIT, staff.decide(visit("10.1.2.3", Optional.of("ann"))));
        Admission closed = new Admission(Optional.empty(), Optional.of(require("all denied")), Admission.Satisfy.ALL);
        assertEquals(Admission.Decision.FORBID, closed.decide(visit("10.1.2.3", Optional.of("ann"))));
        assertFalse(closed.isOpen());
        assertTrue(Admission.OPEN.isOpen());
    }

    @Test
    void satisfyAnyAdmitsByAddressOrByPassword() {
        Optional<HostAccess> hosts = Optional.of(access("Deny,Allow", "10.1", "all"));
        Optional<Requirement> user = Optional.of(require("valid-user"));
        Admission any = new Admission(hosts, user, Admission.Satisfy.ANY);
        Admission all = new Admission(hosts, user, Admission.Satisfy.ALL);
        assertEquals(Admission.Decision.ADMIT, any.decide(visit("10.1.2.3", Optional.empty())));
        assertEquals(Admission.Decision.ASK_PASSWORD, any.decide(visit("10.2.2.3", Optional.empty())));
        assertEquals(Admission.Decision.ASK_PASSWORD, all.decide(visit("10.1.2.3", Optional.empty())));
        assertEquals(Admission.Decision.FORBID, all.decide(visit("10.2.2.3", Optional.of("ann"))));
    }

    @Test
    void satisfyAnyAdmitsEverybodyWhereNoHostIsRefused() {
        Admission any = new Admission(Optional.empty(), Optional.of(require("valid-user")), Admission.Satisfy.ANY);
        assertEquals(Admission.Decision.ADMIT, any.decide(visit("10.2.2.3", Optional.empty())));
    }

    @Test
    void readsTheGroupsOfUsers() {
        GroupFile groups = GroupFile.ofLines(List.of("# c", "", "staff: ann bob", "boss:ann"));
        assertEquals(Set.of("staff", "boss"), groups.groupsOf("ann"));
        assertEquals(Set.of(), groups.groupsOf("eve"));
    }
}
