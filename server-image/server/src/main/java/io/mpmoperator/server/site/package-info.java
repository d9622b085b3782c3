/**
 * What a configuration says of a URL, followed: choosing the virtual host, rewriting, mapping to a file, admitting, and what is
 * added to the response. {@link io.mpmoperator.server.site.Walk} decides; {@link io.mpmoperator.server.site.Probes} looks at the
 * disk, and {@link io.mpmoperator.server.site.RequestFacts} at the request, and both remember what they were asked.
 */
@NullMarked
package io.mpmoperator.server.site;

import org.jspecify.annotations.NullMarked;
