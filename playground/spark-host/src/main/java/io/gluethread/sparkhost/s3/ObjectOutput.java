package io.gluethread.sparkhost.s3;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes an object, which is there, whole, once this is closed. */
final class ObjectOutput extends OutputStream {
    private final Path draft;
    private final Path place;
    private final OutputStream out;
    private boolean closed;

    ObjectOutput(Path unfinished, Path place) throws IOException {
        this.place = place;
        this.draft = Files.createTempFile(Files.createDirectories(unfinished), "object", "");
        this.out = new FileOutputStream(draft.toFile());
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            out.close();
            Files.createDirectories(place.resolveSibling(""));
            Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
