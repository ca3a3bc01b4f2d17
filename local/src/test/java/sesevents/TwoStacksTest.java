package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sesevents.lake.ObjectStore;
import sesevents.stack.Deployment;
import sesevents.stack.StackTemplate;

/** A second stack beside the first, in the same account and Region, with nothing named. */
class TwoStacksTest {
    @Test
    void haveNoNameInCommon() throws IOException, InterruptedException {
        try (MotoServer aws = MotoServer.start()) {
            for (String name : List.of("ses-events", "ses-events-marketing")) {
                Deployment stack =
                        new Deployment(
                                StackTemplate.ours(),
                                Map.of(
                                        "AWS::StackName",
                                        name,
                                        // Else CloudFormation makes one up.
                                        "CreateBucketName",
                                        name + "-bucket"));
                deploy(stack, name, aws);
            }
            assertEquals(
                    List.of("ses-events-bucket", "ses-events-marketing-bucket"), aws.buckets());
        }
    }

    private static void deploy(Deployment stack, String name, MotoServer aws)
            throws IOException, InterruptedException {
        String bucketName = stack.resource("Bucket").at("/Properties/BucketName").asText();
        ObjectStore bucket = aws.bucket(bucketName);
        for (String nested : List.of("Catalog", "History")) {
            for (JsonNode resource : stack.nested(nested).resources()) {
                new GlueResource(aws, bucketName, bucket).create(resource);
            }
        }
        namesIn(stack).forEach(one -> claim(aws, one));
    }

    /** What moto cannot make is named by a stack of that name, of which there is one. */
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
