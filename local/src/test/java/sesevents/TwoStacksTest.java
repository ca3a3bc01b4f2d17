package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sesevents.stack.Deployment;
import sesevents.stack.StackTemplate;
import sesevents.standin.GlueResource;
import sesevents.standin.MotoServer;

/** Two stacks in one account and Region, with no names in their parameters. */
class TwoStacksTest {
    @Test
    void haveNoNameInCommon() throws IOException {
        try (MotoServer aws = MotoServer.start()) {
            for (String name : List.of("ses-events", "ses-events-marketing")) {
                Deployment stack =
                        new Deployment(
                                StackTemplate.ours(),
                                Map.of(
                                        "AWS::StackName",
                                        name,
                                        // Without it CloudFormation would choose a name.
                                        "CreateBucketName",
                                        name + "-bucket"));
                deploy(stack, aws);
            }
            assertEquals(
                    List.of("ses-events-bucket", "ses-events-marketing-bucket"), aws.buckets());
        }
    }

    private static void deploy(Deployment stack, MotoServer aws) throws IOException {
        String bucket = stack.resource("Bucket").at("/Properties/BucketName").asText();
        aws.bucket(bucket);
        GlueResource.createAll(stack, aws, bucket);
        namesIn(stack).forEach(one -> claim(aws, one));
    }

    /** Names of resources that moto cannot make; a stack of that name claims each. */
    private static Stream<String> namesIn(Deployment stack) {
        return Stream.of(
                        "/ConfigurationSet/Properties/Name",
                        "/WorkGroup/Properties/Name",
                        "/Refresh/Properties/Name",
                        "/RefreshLogGroup/Properties/LogGroupName")
                .map(place -> place.replaceAll("\\W", "-") + stack.resources().at(place).asText());
    }

    private static void claim(MotoServer aws, String name) {
        String stack = name.replaceAll("[^A-Za-z0-9-]", "-").replaceAll("^-+", "");
        aws.stack(stack, "{\"Resources\": {\"T\": {\"Type\": \"AWS::SNS::Topic\"}}}");
    }
}
