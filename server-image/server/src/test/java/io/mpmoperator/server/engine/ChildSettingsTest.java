package io.mpmoperator.server.engine;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.mpm.Coercion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildSettingsTest {

    private static final String LITTLE = "ServerMPM worker\n";

    /** No field has the value that it has in the other. */
    private static final String MUCH = """
            ServerMPM event
            ThreadsPerChild 7
            MaxConnectionsPerChild 100
            AsyncRequestWorkerFactor 1.5
            Listen 81
            Listen 82
            DocumentRoot /srv/www
            DirectoryIndex index.htm default.html
            Timeout 11
            KeepAlive Off
            KeepAliveTimeout 1500ms
            MaxKeepAliveRequests 12
            LimitRequestLine 4000
            LimitRequestFieldSize 5000
            LimitRequestFields 60
            LimitRequestBody 7000000000
            RequestReadTimeout header=13-14,MinRate=150 body=16,MinRate=170
            RequestMemoryLimit 18m
            SSLCertificateFile /tls/tls.crt
            SSLCertificateKeyFile /tls/tls.key
            HandlerPath /handlers/*
            Handler /a com.example.A
            Handler /b com.example.B
            ErrorLog /logs/error.log
            CustomLog /logs/access.log json
            CustomLog /logs/other.log mine env=!quiet
            TransferLog /logs/third.log
            LogFormat "%h \\"%r\\"" mine
            LogFormat "%U"
            LogLevel debug
            Alias /images /srv/images
            """;

    private static ChildSettings settings(String text) throws Exception {
        WebServerConf conf = ConfReader.read("webserver.conf", text);
        return ChildSettings.of(conf, Coercion.coerce(conf.mpm()).settings(), "htdocs");
    }

    @ParameterizedTest
    @ValueSource(strings = {LITTLE, MUCH})
    void everyFieldIsReadAsItWasWritten(String text) throws Exception {
        ChildSettings written = settings(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        written.write(new DataOutputStream(bytes));

        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertEquals(written, ChildSettings.read(in));
        assertEquals(0, in.available());
    }

    /** Two fields that were exchanged, or one that was forgotten, would not be noticed where all have their defaults. */
    @Test
    void theSettingsThatAreTriedDifferInEveryField() throws Exception {
        assertDifferInEveryField(settings(LITTLE), settings(MUCH));
    }

    private static void assertDifferInEveryField(Record one, Record other) throws ReflectiveOperationException {
        for (RecordComponent component : List.of(one.getClass().getRecordComponents())) {
            Object value = component.getAccessor().invoke(one);
            Object another = component.getAccessor().invoke(other);
            assertNotEquals(value, another, component.toString());
            if (value instanceof Record part && part.getClass().getPackage().equals(WebServerConf.class.getPackage())) {
                assertDifferInEveryField(part, (Record) requireNonNull(another));
            }
        }
    }
}
