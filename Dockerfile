# Everything is JavaScript, but for what draws the pictures, which is installed for the processor of the image: the first two
# stages run on the machine that builds, whichever of amd64 and arm64 they build for. No stage installs a compiler. Install scripts stay off: the only one would download a second Node.js.

FROM --platform=$BUILDPLATFORM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY templates templates
COPY scripts scripts
RUN npm run build

FROM --platform=$BUILDPLATFORM node:24-bookworm-slim AS files
# Of the image, told by the builder.
ARG TARGETARCH
WORKDIR /image/app
COPY package.json package-lock.json .npmrc ./
# TypeScript comes as an optional peer of valibot, and is of no use at run time.
RUN cpu=$(node -p "(process.env.TARGETARCH || process.arch).replace('amd64', 'x64')") && \
  npm ci --omit=dev --ignore-scripts --os=linux --libc=glibc --cpu=$cpu && \
  rm -r node_modules/typescript node_modules/@typescript node_modules/.bin/tsc package-lock.json .npmrc
COPY --from=build /build/dist dist
COPY bin bin
COPY demo demo
COPY templates templates
COPY config.example.env CHANGELOG.md LICENSE ./
# Files come with the modes of the checkout, and a strict umask there must not lock the user of the image out.
RUN chmod -R a+rX,go-w . && mkdir ../data

# No RUN from here on, so that no other processor has to be emulated.
FROM node:24-bookworm-slim
COPY --from=files /image/app /app
COPY --from=files --chown=10001:10001 /image/data /data
WORKDIR /app
# Two arenas: with one for each thread, memory that a report has used stays with the process (25 MB of 180 at rest).
ENV NODE_ENV=production DATA_DIR=/data MALLOC_ARENA_MAX=2
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s --retries=2 \
  CMD ["node", "/app/bin/unifi-report.js", "health"]
ENTRYPOINT ["node", "/app/bin/unifi-report.js"]
CMD ["run"]
