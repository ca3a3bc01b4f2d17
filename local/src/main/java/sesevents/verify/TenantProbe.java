package sesevents.verify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sesevents.aws.Aws;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/**
 * Whether the events of a tenant's mail name the tenant: SES documents the tag on Bounce and
 * Complaint only, and a tenant's rates need it on Send.
 *
 * @param from the address to send from
 */
record TenantProbe(
        Scratch scratch, SimulatorMailing mailing, Queries queries, Poll waiting, String from) {
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final List<String> TYPES = List.of("Send", "Delivery");

    private static final String TENANTS =
            """
            select
                eventtype,
                coalesce(max(element_at(filter(tags, tag -> tag.name = 'ses:tenant-name'), 1).value), 'nobody')
            from ses_events
            where message_id = '%s'
            group by eventtype""";

    void run(Findings findings) {
        try (SesV2Client ses = scratch.aws().ses()) {
            // Outside of what deletes it: a tenant that exists already is somebody's own.
            ses.createTenant(request -> request.tenantName(scratch.name()));
            try {
                associate(ses);
                compare(mailing.send(ses, TestMail.ALL.getFirst(), scratch.name()), findings);
            } finally {
                ses.deleteTenant(request -> request.tenantName(scratch.name()));
            }
        } catch (SesV2Exception e) {
            findings.compare("a tenant", "sends", Aws.explained(e).getMessage());
        }
    }

    private void associate(SesV2Client ses) {
        String identity = Account.verified(ses, from).orElse(from);
        for (String resource :
                List.of("identity/" + identity, "configuration-set/" + scratch.name())) {
            ses.createTenantResourceAssociation(
                    request ->
                            request.tenantName(scratch.name())
                                    .resourceArn(scratch.sesArn(resource)));
        }
    }

    private void compare(String messageId, Findings findings) {
        List<List<String>> rows =
                waiting.until(
                                "the events in Athena",
                                EVERY,
                                LONGEST,
                                () ->
                                        Optional.of(rows(messageId))
                                                .filter(found -> found.size() == TYPES.size()))
                        .orElseGet(() -> rows(messageId));
        for (String type : TYPES) {
            String named =
                    rows.stream()
                            .filter(row -> row.get(0).equals(type))
                            .map(row -> row.get(1))
                            .findFirst()
                            .orElse("no event");
            findings.compare("tenant that " + type + " names", scratch.name(), named);
        }
    }

    private List<List<String>> rows(String messageId) {
        return queries.ask(TENANTS.formatted(messageId)).orThrow();
    }
}
