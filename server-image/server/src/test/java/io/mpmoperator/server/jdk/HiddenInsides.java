package io.mpmoperator.server.jdk;

import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Uses every part of the JDK's insides in a JVM that does not open them, and prints what the server would log and what came of
 * it. The words: a file to send, and the number of a descriptor to write to.
 */
final class HiddenInsides {

    private HiddenInsides() {}

    public static void main(String[] words) throws IOException {
        JdkParts.missing().forEach(System.out::println);
        Path file = Path.of(words[0]);
        try (ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
                SocketChannel connection = listener.accept();
                FileChannel source = FileChannel.open(file)) {
            long sent = SendFile.send(source, 0, source.size(), connection);
            byte[] received = client.getInputStream().readNBytes((int) source.size());
            System.out.println("sent " + sent + ", as it is: " + Arrays.equals(received, Files.readAllBytes(file)));
        }
        try (FileOutputStream out = Descriptors.out(Integer.parseInt(words[1]))) {
            out.write('!');
        }
    }
}
