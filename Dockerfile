# The image of Sightline, for BuildKit (Docker's builder since version 23).
#
#   docker build -t sightline .                          builds the jar inside; needs Docker only
#   docker build -t sightline --build-arg JAR=target .   takes target/sightline.jar, as ./mvnw verify left it
#
# docs/image.md says what is in it, how to run it, and how to build it for a GPU.

ARG JAR=source
ARG FLAVOR=cpu
ARG JDK=eclipse-temurin:25-jdk
ARG JRE=eclipse-temurin:25-jre
ARG BASE=debian:bookworm-slim

FROM ${JDK} AS jar-source
WORKDIR /source
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -Dmaven.test.skip package \
    && mv target/sightline.jar /

FROM scratch AS jar-target
COPY target/sightline.jar /

FROM jar-${JAR} AS jar

# The jar taken apart, so that a change to the code leaves the libraries' layers as they are. The
# application is packed again without compression, because inflating its weights delays every start.
FROM ${JDK} AS parts
COPY --from=jar /sightline.jar /tmp/
WORKDIR /parts
RUN java -Djarmode=tools -jar /tmp/sightline.jar extract --layers --destination . \
    && mv dependencies/lib/pytorch-native-*.jar natives.jar
WORKDIR /parts/unpacked
RUN jar --extract --file ../application/sightline.jar \
    && mv META-INF/MANIFEST.MF /tmp/ \
    && jar --create --no-compress --file ../application/sightline.jar --manifest /tmp/MANIFEST.MF .

FROM ${JDK} AS libtorch-cpu
WORKDIR /natives
COPY --from=parts /parts/natives.jar /tmp/
RUN jar --extract --file /tmp/natives.jar pytorch && mv pytorch/*/* /libtorch

FROM ${JDK} AS libtorch-cu128
ARG LIBTORCH_URL
ADD ${LIBTORCH_URL} /tmp/libtorch.zip
WORKDIR /natives
RUN jar --extract --file /tmp/libtorch.zip && rm -f libtorch/lib/*.a && mv libtorch/lib /libtorch

FROM libtorch-${FLAVOR} AS libtorch

FROM ${JRE} AS jre

FROM ${BASE}
ARG JPEG_PACKAGE=libturbojpeg0
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libjemalloc2 "${JPEG_PACKAGE}" \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/* /var/log/* \
    && find / -xdev -type f -perm /6000 -exec chmod a-s {} + \
    && useradd --uid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin sightline

COPY --from=jre /opt/java/openjdk /opt/java/openjdk
COPY --from=libtorch /libtorch /app/libtorch
WORKDIR /app
COPY --from=parts /parts/dependencies ./
COPY --from=parts /parts/snapshot-dependencies ./
COPY --from=parts /parts/unpacked/META-INF/sbom/application.cdx.json sbom/
COPY --from=parts /parts/application ./
COPY docker/health docker/java.options docker/train ./

ARG FLAVOR=cpu
ENV JAVA_HOME=/opt/java/openjdk \
    PATH=/opt/java/openjdk/bin:$PATH \
    LANG=C.UTF-8 \
    LD_PRELOAD=libjemalloc.so.2 \
    MALLOC_CONF=narenas:2,oversize_threshold:0 \
    PYTORCH_LIBRARY_PATH=/app/libtorch \
    PYTORCH_FLAVOR=${FLAVOR} \
    DJL_CACHE_DIR=/app/djl
RUN ./train && rm train

LABEL org.opencontainers.image.title="Sightline" \
      org.opencontainers.image.description="Serves ResNet image classification over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0 AND MIT"
USER 10001:10001
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s CMD ["/app/health"]
ENTRYPOINT ["java", "@/app/java.options", "-XX:AOTCache=/app/sightline.aot", "-jar", "/app/sightline.jar"]
