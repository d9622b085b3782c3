package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.mpmoperator.operator.resources.HandlerCopies;

/**
 * What an informer keeps, without what is never read: the list of who manages which field, which is half of a small object,
 * and the jars in copies of ConfigMaps.
 */
public final class SlimItemStore<T extends HasMetadata> extends BasicItemStore<T> {

    public SlimItemStore() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public T put(String key, T object) {
        object.getMetadata().getManagedFields().clear();
        if (object instanceof ConfigMap copy && HandlerCopies.isOne(copy)) {
            copy.setData(null);
            copy.setBinaryData(null);
        }
        return super.put(key, object);
    }
}
