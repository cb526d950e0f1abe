import { lookup } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Addresses that are nobody's on the public network: this machine, local networks, documentation, multicast (IANA's special-purpose registries). */
const RESERVEES_V4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]
/** Of IPv6, only what is given out (2000::/3) is public, without the documentation, 6to4 and Teredo, which lead to an IPv4 address that is not looked at. */
const RESERVEES_V6: readonly [string, number][] = [
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
]
const reservees = new BlockList()
for (const [reseau, longueur] of RESERVEES_V4) reservees.addSubnet(reseau, longueur, 'ipv4')
for (const [reseau, longueur] of RESERVEES_V6) reservees.addSubnet(reseau, longueur, 'ipv6')
const donnees = new BlockList()
donnees.addSubnet('2000::', 3, 'ipv6')

/** Whether an IP address, without its brackets, is one of the public network. */
export function estPublique(ip: string): boolean {
  if (isIP(ip) === 4) return !reservees.check(ip, 'ipv4')
  return isIP(ip) === 6 && donnees.check(ip, 'ipv6') && !reservees.check(ip, 'ipv6')
}

const NOM_LOCAL = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|test|invalid|onion|arpa)$/
/** Whether an address may lead inside: this machine, a local network, a name that no public server has. What its name stands for is looked at again when it is asked. */
export function meneDedans(url: string): boolean {
  const hote = new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  return isIP(hote) ? !estPublique(hote) : !hote.includes('.') || NOM_LOCAL.test(hote)
}

/** Looks a name up, and refuses it as soon as one of its addresses is not public: it may not be asked again under another. */
export const chercherDehors: LookupFunction = (nom, options, fini) =>
  lookup(nom, { ...options, all: true }, (e, trouvees) => {
    if (e) return fini(e, '')
    if (trouvees.length === 0 || !trouvees.every(t => estPublique(t.address))) return fini(new Error(`${nom} leads inside`), '')
    if (options.all) return fini(null, trouvees)
    fini(null, trouvees[0]!.address, trouvees[0]!.family)
  })

export type Bornes = {
  /** Milliseconds, from the question to the last byte. */
  delaiMs: number
  octets: number
  /** Whoever runs the installation has named this address: it may lead inside. */
  interne: boolean
}

/**
 * What a server elsewhere answers to a GET, as text. Never throws: nothing when it is slow, down, too long, redirects, answers anything but 200, or leads inside
 * without having been named by whoever runs the installation.
 */
export function lireAilleurs(url: string, { delaiMs, octets, interne }: Bornes): Promise<string | undefined> {
  if (!interne && (!url.startsWith('https:') || meneDedans(url))) return Promise.resolve(undefined)
  return new Promise(resoudre => {
    const rien = () => resoudre(undefined)
    const q = (url.startsWith('https:') ? requestHttps : requestHttp)(
      url,
      {
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(delaiMs),
        agent: false,
        ...(interne ? {} : { lookup: chercherDehors }),
      },
      r => {
        const morceaux: Buffer[] = []
        let recus = 0
        const cesser = () => {
          q.destroy()
          rien()
        }
        if (r.statusCode !== 200) return cesser()
        r.on('data', (m: Buffer) => {
          recus += m.byteLength
          if (recus > octets) return cesser()
          morceaux.push(m)
        })
        r.on('end', () => resoudre(r.complete ? Buffer.concat(morceaux).toString('utf8') : undefined))
        r.on('error', rien)
      },
    )
    q.on('error', rien)
    q.end()
  })
}
