import type { FastifyInstance } from "fastify";

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lexanchor</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
  body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
  code { font-size: 0.9em; overflow-wrap: anywhere; }
</style>
<h1>Lexanchor</h1>
<p>This relayer takes in records of its institutions and anchors them on the chain. To check a document, ask the chain,
not the relayer:</p>
<p><code>lexanchor verify judgment.pdf --receipt judgment.pdf.receipt.json</code></p>
<p lang="zh">本中继器接收各机构的记录并上链。核验文书请直接查询链，不必信任本中继器：使用上面的命令。</p>
<ul>
  <li><a href="/openapi.json">/openapi.json</a>: the routes · 接口说明</li>
  <li><a href="/health/ready">/health/ready</a>: whether it reaches the chain · 是否已连通链</li>
  <li><a href="/metrics">/metrics</a>: figures for Prometheus · 运行指标</li>
</ul>
</html>
`;

/** `GET /`: for a person who opens the relayer in a browser. */
export function addHomeRoute(server: FastifyInstance): void {
  server.get("/", (_request, reply) =>
    reply
      .header("content-type", "text/html; charset=utf-8")
      .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
      .send(PAGE),
  );
}
