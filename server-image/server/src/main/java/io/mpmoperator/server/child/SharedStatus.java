package io.mpmoperator.server.child;

import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.management.StatusReport;
import io.mpmoperator.server.site.ServerStatus;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** The status of the server as a child knows it. */
record SharedStatus(StatusReport report) implements ServerStatus {

    @Override
    public Response of(String query) {
        StatusReport.Page page = report.page(query);
        HttpFields.Mutable fields = HttpFields.build().add(HttpHeader.CONTENT_TYPE, page.contentType());
        page.fields().forEach(fields::add);
        return Response.of(200, fields.asImmutable(), new Content.Memory(page.body()));
    }

    @Override
    public Load load() {
        StatusReport.Load now = report.load();
        return new Load(String.join("/", now.averages()), now.idlePercent(), now.busyPercent());
    }
}
