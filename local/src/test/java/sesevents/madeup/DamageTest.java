package sesevents.madeup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Iterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

class DamageTest {
    @ParameterizedTest
    @EnumSource(Damage.class)
    void spoilsEveryKindOfEventForTheReasonItGives(Damage damage) throws RejectedRecord {
        Iterator<Publication> publications = MailingTest.small().publications();
        while (publications.hasNext()) {
            Publication publication = publications.next();
            if (publication.damage() != null) {
                continue;
            }
            byte[] event = publication.record();
            Transform.line(event, 0);
            RejectedRecord rejected =
                    assertThrows(
                            RejectedRecord.class, () -> Transform.line(damage.applyTo(event), 0));
            assertEquals(damage.reason(), rejected.reason().code());
        }
    }
}
