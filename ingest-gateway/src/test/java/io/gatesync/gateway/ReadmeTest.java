package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

class ReadmeTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z.`, -]+`) \\| (`[^|]+`) \\|");

    @ParameterizedTest
    @ValueSource(strings = {"gatesync.gateway.", "gatesync.access.login."})
    void its_tables_name_every_key_with_its_default(String prefix) throws IOException {
        Map<String, String> documented = new TreeMap<>();
        String readme = Files.readString(Path.of("README.md"));
        Matcher row = ROW.matcher(readme.substring(readme.indexOf("| `" + prefix + "` |"))
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .collect(Collectors.joining("\n")));
        while (row.find()) {
            String[] keys = row.group(1).replace("`", "").split(", ", -1);
            String[] defaults = row.group(2).replace("`", "").split(", ", -1);
            for (int i = 0; i < keys.length; i++) {
                documented.put(keys[i], defaults[i]);
            }
        }

        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yml"));
        Properties configured = yaml.getObject();
        Map<String, String> defaults = configured.entrySet().stream()
                .filter(entry -> entry.getKey().toString().startsWith(prefix))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toString().substring(prefix.length()),
                        entry -> entry.getValue().toString()));
        assertThat(documented).isEqualTo(defaults);
    }
}
