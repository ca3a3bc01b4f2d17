package sesevents.transform;

import java.util.HexFormat;

/**
 * The identity of an event: the first 96 bits of MurmurHash3 (x64, 128 bits, seed 0) of its bytes,
 * as 24 hex digits; in SQL {@code substr(lower(to_hex(murmur3(...))), 1, 24)}.
 *
 * <p>It is not a cryptographic hash: it finds an event that was sent twice, and proves nothing
 * about who sent it. Decisions 7 and 25 have what other hashes and lengths would cost.
 */
final class EventId {
    private static final int BLOCK = 16;
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private EventId() {}

    static String of(Slice event) {
        byte[] bytes = event.bytes();
        long h1 = 0;
        long h2 = 0;
        int tailLength = event.length() % BLOCK;
        int blocksEnd = event.to() - tailLength;
        for (int i = event.from(); i < blocksEnd; i += BLOCK) {
            h1 ^= mixFirst((long) Slice.LONGS.get(bytes, i));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mixSecond((long) Slice.LONGS.get(bytes, i + Long.BYTES));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        byte[] tail = new byte[BLOCK];
        System.arraycopy(bytes, blocksEnd, tail, 0, tailLength);
        h1 ^= mixFirst((long) Slice.LONGS.get(tail, 0)) ^ event.length();
        h2 ^= mixSecond((long) Slice.LONGS.get(tail, Long.BYTES)) ^ event.length();
        h1 += h2;
        h2 += h1;
        h1 = avalanche(h1);
        h2 = avalanche(h2);
        h1 += h2;
        h2 += h1;
        return hex(h1) + hex(h2).substring(0, 8);
    }

    /** Lowest byte first, as Trino's murmur3 writes it. */
    private static String hex(long hash) {
        return HexFormat.of().toHexDigits(Long.reverseBytes(hash));
    }

    private static long mixFirst(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mixSecond(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long avalanche(long h) {
        long mixed = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
