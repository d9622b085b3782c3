package io.mpmoperator.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.conf.tree.Surroundings;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemarksTest {

    private static ReadConf read(String text) throws ConfException {
        return ConfReader.read("x", text, Surroundings.none());
    }

    private static List<String> remarks(ReadConf read) {
        return read.remarks().stream().map(Remark::toString).toList();
    }

    @Test
    void ofADirectiveGivenTwiceTheLastIsInForceAndBothAreNamed() throws ConfException {
        ReadConf read = read("KeepAlive Off\nMaxClients 100\n\nMaxRequestWorkers 50\nkeepalive on\n");
        assertEquals(
                50,
                read.conf()
                        .mpm()
                        .get(MpmDirective.MAX_REQUEST_WORKERS)
                        .orElseThrow()
                        .intValue());
        assertEquals(true, read.conf().http().keepAlive());
        assertEquals(
                List.of(
                        "x:4: MaxRequestWorkers is in force as it is here, and not MaxClients of x:2",
                        "x:5: keepalive is in force as it is here, and not that of x:1"),
                remarks(read));
    }

    @Test
    void inASectionTooTheLastIsInForce() throws ConfException {
        assertEquals(
                List.of("x:3: FallbackResource is in force as it is here, and not that of x:2"),
                remarks(read("<Directory /a>\nFallbackResource /a\nFallbackResource /b\n</Directory>\n")));
    }

    @Test
    void namesOnceWhatHasNoEffect() throws ConfException {
        assertEquals(
                List.of("x:1: User is without effect: the processes run as who has started the server"),
                remarks(read("User www-data\nUser www\n")));
    }

    @Test
    void namesAFormatThatNoLogFormatHas() throws ConfException {
        assertEquals(
                List.of("x:1: CustomLog: no LogFormat is named mine: each line is the text mine"),
                remarks(read("CustomLog /dev/stdout mine env=!dontlog\n")));
        assertEquals(List.of(), remarks(read("CustomLog /dev/stdout mine\nLogFormat %h mine\n")));
        assertEquals(
                List.of(),
                remarks(read(
                        "LogFormat %h mine\n<VirtualHost *>\nCustomLog /a mine\nTransferLog /b\n</VirtualHost>\n")));
        assertEquals(List.of(), remarks(read("CustomLog a combined\nCustomLog b common\nCustomLog c json\n")));
    }

    @Test
    void saysWhichPartOfLogLevelIsWithoutEffect() throws ConfException {
        assertEquals(
                List.of(
                        "x:1: LogLevel rewrite:trace3 is without effect: there are no events of single modules",
                        "x:3: LogLevel of a section is without effect: one level is in force for the whole server"),
                remarks(read("LogLevel warn rewrite:trace3\n<Location /a>\nLogLevel debug\n</Location>\n")));
    }

    @Test
    void aLoadedMpmChoosesTheModeAndWhatIfModuleFinds() throws ConfException {
        ReadConf read = read("""
            LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
            LoadModule php_module modules/libphp.so
            <IfModule mpm_prefork_module>
              MaxRequestWorkers 7
            </IfModule>
            <IfModule event.c>
              ThreadsPerChild 9
            </IfModule>
            <IfModule mod_headers.c>
              Timeout 7
            </IfModule>
            """);
        assertEquals(Mode.PREFORK, read.conf().mpm().mode());
        assertEquals(
                7,
                read.conf()
                        .mpm()
                        .get(MpmDirective.MAX_REQUEST_WORKERS)
                        .orElseThrow()
                        .intValue());
        assertEquals(7, read.conf().http().timeout().toSeconds());
        assertEquals(List.of("x:2: LoadModule php_module: this server has nothing of it"), remarks(read));
    }

    @Test
    void whatAVirtualHostSaysOfTheProcessIsInForceForTheWholeServer() throws ConfException {
        ReadConf read = read("""
            Timeout 7
            <VirtualHost *:8080>
              Timeout 9
              ErrorLog /proc/self/fd/2
              CustomLog /dev/stdout combined
              DocumentRoot /srv/a
            </VirtualHost>
            """);
        assertEquals(7, read.conf().http().timeout().toSeconds());
        assertEquals("stderr", read.conf().logs().errorLog());
        assertEquals(List.of(), read.conf().logs().accessLogs());
        assertEquals(List.of("stdout"), read.conf().accessLogFiles());
        assertEquals(Optional.empty(), read.conf().documentRoot());
        assertEquals(
                "<VirtualHost *:8080>\n    CustomLog /dev/stdout combined\n    DocumentRoot /srv/a\n</VirtualHost>\n",
                read.conf().site().text());
    }

    @Test
    void aReadTimeoutIsSaidForEachStageByItself() throws ConfException {
        ReadConf read = read("RequestReadTimeout header=10-15,MinRate=100\nRequestReadTimeout body=30\n");
        assertEquals(10, read.conf().http().requestReadTimeout().headerInitial().toSeconds());
        assertEquals(30, read.conf().http().requestReadTimeout().bodyInitial().toSeconds());
        assertEquals(List.of(), remarks(read));
    }

    @Test
    void namesAPortThatTheSocketOfAnotherOneServes() throws ConfException {
        ReadConf read = read("Listen 0.0.0.0:80\nListen [::]:80\n");

        assertEquals(
                List.of("x:2: Listen [::]:80: the socket of Listen 0.0.0.0:80 of x:1 takes connections over IPv4 and"
                        + " IPv6"),
                remarks(read));
        assertEquals(1, read.conf().listens().size());
    }
}
