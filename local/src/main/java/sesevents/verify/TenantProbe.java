package sesevents.verify;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sesevents.aws.Aws;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/**
 * Whether the events of a tenant's mail name the tenant. SES documents the tag on Bounce and
 * Complaint only, but the rates of a tenant need it on Send.
 *
 * @param from the address to send from
 */
record TenantProbe(Scratch scratch, SimulatorMailing mailing, Queries queries, String from) {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final List<String> TYPES = List.of("Send", "Delivery");

    private static final String TENANTS =
            "select distinct eventtype, coalesce(tenant, 'nobody') from flat_events"
                    + " where message_id = '%s'";

    void run(Findings findings) {
        try (SesV2Client ses = scratch.aws().ses()) {
            // If this fails, the tenant is somebody else's and must not be deleted.
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
        String identity = Account.identity(ses, from).orElse(from);
        for (String resource :
                List.of("identity/" + identity, "configuration-set/" + scratch.name())) {
            ses.createTenantResourceAssociation(
                    request ->
                            request.tenantName(scratch.name())
                                    .resourceArn(scratch.arn("ses", resource)));
        }
    }

    private void compare(String messageId, Findings findings) {
        Map<String, String> tenantByType =
                scratch.until(
                        "the events in Athena",
                        LONGEST,
                        () -> tenantByType(messageId),
                        found -> found.size() == TYPES.size());
        for (String type : TYPES) {
            findings.compare(
                    "tenant of the %s event".formatted(type),
                    scratch.name(),
                    tenantByType.getOrDefault(type, "no event"));
        }
    }

    private Map<String, String> tenantByType(String messageId) {
        return queries.ask(TENANTS.formatted(messageId)).orThrow().stream()
                .collect(Collectors.toMap(List::getFirst, List::getLast));
    }
}
