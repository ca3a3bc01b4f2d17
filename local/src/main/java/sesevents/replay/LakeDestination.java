package sesevents.replay;

import java.time.InstantSource;
import sesevents.load.Pipeline;

/** The pipeline of this machine: what is settled is in the lake. */
public record LakeDestination(Pipeline pipeline, InstantSource clock) implements Destination {
    @Override
    public void put(byte[] record) {
        pipeline.put(record, clock.instant(), "replay");
    }

    @Override
    public void settle() {
        pipeline.flush();
    }
}
