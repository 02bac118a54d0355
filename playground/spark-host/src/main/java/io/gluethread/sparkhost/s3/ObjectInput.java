package io.gluethread.sparkhost.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileSystem;

/** Reads an object. Not through a channel: an interrupted statement would close it for others. */
final class ObjectInput extends FSInputStream {
    private final RandomAccessFile file;
    private final FileSystem.Statistics statistics;

    ObjectInput(Path place, FileSystem.Statistics statistics) throws IOException {
        this.file = new RandomAccessFile(place.toFile(), "r");
        this.statistics = statistics;
    }

    @Override
    public int read() throws IOException {
        int b = file.read();
        if (b >= 0) {
            statistics.incrementBytesRead(1);
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = file.read(bytes, offset, length);
        if (n > 0) {
            statistics.incrementBytesRead(n);
        }
        return n;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, file.length() - file.getFilePointer()));
    }

    @Override
    public void seek(long position) throws IOException {
        if (position < 0 || position > file.length()) {
            throw new EOFException("position " + position + " of an object of " + file.length() + " bytes");
        }
        file.seek(position);
    }

    @Override
    public long getPos() throws IOException {
        return file.getFilePointer();
    }

    @Override
    public boolean seekToNewSource(long position) {
        return false;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
