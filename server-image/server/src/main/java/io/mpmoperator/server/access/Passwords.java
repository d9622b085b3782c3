package io.mpmoperator.server.access;

import io.mpmoperator.access.GroupFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The users and groups of a process: the files that AuthUserFile and AuthGroupFile name. Safe for use by several threads. */
public final class Passwords {

    /** Files that are kept; any folder may name others in its own file. */
    private static final int MOST_FILES = 64;

    private final LongSupplier nanoTime;
    private final Map<String, WatchedFile<PasswordFile>> users = new ConcurrentHashMap<>();
    private final Map<String, WatchedFile<GroupFile>> groups = new ConcurrentHashMap<>();
    private @Nullable VerifiedCredentials verified;

    /** None are read yet. */
    public Passwords(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Whether a user of a file has that password. May take long: bcrypt does.
     *
     * @throws IOException when the file cannot be read
     */
    public boolean accept(String userFile, BasicCredentials credentials) throws IOException {
        Optional<String> hash =
                file(users, userFile, PasswordFile::ofLines).value().hashOf(credentials.user());
        return hash.isPresent() && verified().matches(credentials, hash.get());
    }

    /** Made when the first user is asked for: a process that asks for none has no digests and no random numbers. */
    private synchronized VerifiedCredentials verified() {
        VerifiedCredentials known = verified;
        if (known == null) {
            known = new VerifiedCredentials();
            verified = known;
        }
        return known;
    }

    /**
     * The groups of a user.
     *
     * @throws IOException when the file cannot be read
     */
    public Set<String> groupsOf(String groupFile, String user) throws IOException {
        return file(groups, groupFile, GroupFile::ofLines).value().groupsOf(user);
    }

    private <T> WatchedFile<T> file(Map<String, WatchedFile<T>> files, String path, Function<List<String>, T> parse) {
        if (files.size() >= MOST_FILES && !files.containsKey(path)) {
            files.clear();
        }
        return files.computeIfAbsent(path, one -> new WatchedFile<>(Path.of(one), parse, nanoTime));
    }
}
