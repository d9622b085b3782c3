package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/** What an informer keeps, without the list of who manages which field: it is half of a small object and never read. */
public final class SlimItemStore<T extends HasMetadata> extends BasicItemStore<T> {

    public SlimItemStore() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public T put(String key, T object) {
        object.getMetadata().getManagedFields().clear();
        return super.put(key, object);
    }
}
