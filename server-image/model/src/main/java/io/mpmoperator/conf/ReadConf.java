package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Remark;
import java.util.List;

/**
 * A configuration that was read.
 *
 * @param remarks what is not in force as it is written, each once
 */
public record ReadConf(WebServerConf conf, List<Remark> remarks) {

    public ReadConf {
        remarks = List.copyOf(remarks);
    }
}
