// Take turns · round robin
//
// You are the traffic officer. Visitors come to you, and you send each one on to a server.
// At the moment everybody is sent to the first server. Send request 1 to the first,
// request 2 to the second, and so on; after the last server, start over.
//
// Three lines will do. Save, and real servers with real visitors try your code.
import http from 'node:http';
import httpProxy from 'http-proxy';

// SERVERS looks like  s1=http://127.0.0.1:41001,s2=http://127.0.0.1:41002  with any number of servers.
const servers = (process.env.SERVERS ?? '').split(',').map((entry) => {
  const [name = '', url = ''] = entry.split('=');
  return { name, url };
});

// http-proxy carries the bytes there and back; the agent keeps the lines to the servers open;
// xfwd adds the header x-forwarded-for, so that a server knows who asked.
const proxy = httpProxy.createProxyServer({ agent: new http.Agent({ keepAlive: true }), xfwd: true });

const officer = http.createServer((req, res) => {
  const server = servers[0]!; // TODO: whose turn is it?

  proxy.web(req, res, { target: server.url }, () => {
    if (res.headersSent) return res.destroy();
    res.writeHead(502).end(`${server.name} did not answer\n`);
  });
});

officer.listen(Number(process.env.PORT), '127.0.0.1');
