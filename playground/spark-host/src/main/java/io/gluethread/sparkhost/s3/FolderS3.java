package io.gluethread.sparkhost.s3;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * S3 as Hadoop and Spark see it, on folders of this machine, under the schemes {@code s3}, {@code s3a} and {@code s3n}.
 * A bucket that is written to and is not there is made, where S3 would answer NoSuchBucket. Messages name addresses in
 * S3, never the folders behind them.
 */
public final class FolderS3 extends FileSystem {
    /** Names the setting with the folder in which buckets are folders. */
    public static final String FOLDER = "gluethread.s3.folder";

    private static final long BLOCK = 64L * 1024 * 1024;

    private Buckets buckets = new Buckets(java.nio.file.Path.of(""));
    private URI uri = URI.create("s3:///");
    private Path working = new Path("/");

    @Override
    public void initialize(URI name, Configuration conf) throws IOException {
        super.initialize(name, conf);
        String folder = conf.get(FOLDER);
        if (folder == null) {
            throw new IOException(FOLDER + " is not set");
        }
        setConf(conf);
        buckets = new Buckets(java.nio.file.Path.of(folder));
        // The long way: a placeholder such as <BUCKET> is no authority that a URI would take as it is.
        uri = new Path(new Path(name), "/").toUri();
        buckets.place(uri);
        working = new Path(uri);
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public String getScheme() {
        return uri.getScheme();
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        if (getFileStatus(path).isDirectory()) {
            throw new FileNotFoundException("There is no object at " + qualified(path) + ", it is a prefix of others");
        }
        return new FSDataInputStream(
                new org.apache.hadoop.fs.BufferedFSInputStream(new ObjectInput(place(path), statistics), bufferSize));
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        java.nio.file.Path place = place(path);
        if (buckets.isBucket(place) || Files.isDirectory(place)) {
            throw new FileAlreadyExistsException(
                    qualified(path) + " is a prefix of objects, it cannot be an object too");
        }
        if (!overwrite && Files.exists(place)) {
            throw new FileAlreadyExistsException(qualified(path) + " already exists");
        }
        refuseObjectsOnTheWay(path);
        return new FSDataOutputStream(
                new java.io.BufferedOutputStream(
                        new ObjectOutput(buckets.unfinished(), place), Math.max(bufferSize, 8192)),
                statistics);
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
        throw new UnsupportedOperationException("S3 does not append to objects: " + path);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        java.nio.file.Path source = place(from);
        java.nio.file.Path target = place(to);
        if (!Files.exists(source) || buckets.isBucket(source)) {
            return false;
        }
        if (Files.isDirectory(target) && !target.equals(source)) {
            target = target.resolve(source.getFileName().toString());
        }
        if (target.equals(source)) {
            return true;
        }
        if (target.startsWith(source) || Files.exists(target)) {
            return false;
        }
        Files.createDirectories(target.resolveSibling(""));
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        java.nio.file.Path place = place(path);
        if (!Files.exists(place)) {
            return false;
        }
        if (!Files.isDirectory(place)) {
            return Files.deleteIfExists(place);
        }
        if (!recursive && listStatus(path).length > 0) {
            throw new PathIsNotEmptyDirectoryException(qualified(path).toString());
        }
        remove(place);
        return true;
    }

    /** Removes what is in a folder, and the folder unless it is a bucket. */
    private void remove(java.nio.file.Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(java.nio.file.Path file, BasicFileAttributes attributes)
                    throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    java.nio.file.Path directory, @org.jspecify.annotations.Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!buckets.isBucket(directory)) {
                    Files.deleteIfExists(directory);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        FileStatus itself = getFileStatus(path);
        if (itself.isFile()) {
            return new FileStatus[] {itself};
        }
        List<FileStatus> statuses = new ArrayList<>();
        try (Stream<java.nio.file.Path> children = Files.list(place(path))) {
            for (java.nio.file.Path child : children.sorted().toList()) {
                try {
                    statuses.add(status(new Path(qualified(path), name(child)), child));
                } catch (FileNotFoundException goneMeanwhile) {
                    // one less
                }
            }
        }
        return statuses.toArray(FileStatus[]::new);
    }

    private static Path name(java.nio.file.Path child) throws IOException {
        try {
            // Not as text: a colon in a name would be taken for a scheme's.
            return new Path(null, null, String.valueOf(child.getFileName()));
        } catch (IllegalArgumentException e) {
            throw new IOException("A key that Hadoop cannot name: " + child.getFileName(), e);
        }
    }

    @Override
    public void setWorkingDirectory(Path directory) {
        working = makeQualified(directory);
    }

    @Override
    public Path getWorkingDirectory() {
        return working;
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        refuseObjectsOnTheWay(path);
        java.nio.file.Path place = place(path);
        if (Files.isRegularFile(place)) {
            throw new FileAlreadyExistsException(qualified(path) + " is an object, not a prefix");
        }
        Files.createDirectories(place);
        return true;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return status(qualified(path), place(path));
    }

    @Override
    public long getDefaultBlockSize(Path path) {
        return BLOCK;
    }

    private FileStatus status(Path path, java.nio.file.Path place) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(place, BasicFileAttributes.class);
            return new FileStatus(
                    attributes.isDirectory() ? 0 : attributes.size(),
                    attributes.isDirectory(),
                    1,
                    BLOCK,
                    attributes.lastModifiedTime().toMillis(),
                    path);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new FileNotFoundException("No such object or prefix: " + path);
        }
    }

    /** An object {@code a} and an object {@code a/b} can both be in S3, but not a file and a folder of one name. */
    private void refuseObjectsOnTheWay(Path path) throws IOException {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            if (Files.isRegularFile(place(above))) {
                throw new FileAlreadyExistsException("The playground's S3 cannot keep " + qualified(path)
                        + " because there is an object " + qualified(above));
            }
        }
    }

    private java.nio.file.Path place(Path path) throws IOException {
        return buckets.place(qualified(path).toUri());
    }

    private Path qualified(Path path) {
        return path.makeQualified(uri, working);
    }
}
