# The bot in an image: docker build -t razmena . (with PostgreSQL: --build-arg LOCK=requirements-postgresql.lock)
FROM python:3.13-slim AS packages
ARG LOCK=requirements.lock
WORKDIR /build
RUN python -m venv /opt/razmena
COPY requirements.lock requirements-postgresql.lock ./
RUN /opt/razmena/bin/pip install --no-cache-dir --require-hashes -r "$LOCK"
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
COPY locales locales
COPY rules rules
RUN /opt/razmena/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13-slim
RUN useradd --create-home --uid 1000 razmena && install -d -o razmena /var/lib/razmena
COPY --from=packages /opt/razmena /opt/razmena
USER razmena
WORKDIR /var/lib/razmena
ENV PATH=/opt/razmena/bin:$PATH PYTHONUNBUFFERED=1
# The shipped model must belong to the entries, so that a container learns nothing.
RUN razmena knowledge prepare --check
VOLUME /var/lib/razmena
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
CMD ["razmena", "run"]
