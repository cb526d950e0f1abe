import { lirePdf } from './lire-pdf.ts'
import { lireZip } from './lire-zip.ts'

/** How long a stream of events is listened to. */
const ECOUTE_MS = 1500

/**
 * All that an answer says, whatever its format: pages with their attributes, headers, PDF by their text, workbooks and archives by each of their files, streams by what
 * they send first. Spaces are plain, identifiers and digests are left out: they hold any figure by chance.
 */
export async function reponseEntiere(r: Response): Promise<string> {
  const type = r.headers.get('content-type') ?? ''
  const corps = type.includes('event-stream') ? await ecouter(r) : await lireOctets(Buffer.from(await r.arrayBuffer()))
  return aplat(`${[...r.headers.values()].join(' ')} ${corps}`)
}

const aplat = (texte: string) =>
  texte
    .replace(/&nbsp;|&#160;|&#8239;|[\u00a0\u202f]/g, ' ')
    .replace(/&#39;|&rsquo;/g, '’')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32,}/g, '·')
    .replace(/\s+/g, ' ')

async function lireOctets(octets: Buffer): Promise<string> {
  // a piece of a test may only begin like a PDF: then its bytes are what it says
  if (octets.subarray(0, 5).toString('latin1') === '%PDF-')
    return lirePdf(octets).then(
      p => p.texte,
      () => octets.toString('latin1'),
    )
  if (octets.subarray(0, 4).toString('latin1') !== 'PK\x03\x04') return octets.toString('utf8')
  const parties = await Promise.all([...lireZip(octets)].map(async ([nom, contenu]) => `${nom} ${await lireOctets(contenu)}`))
  return parties.join(' ')
}

async function ecouter(r: Response): Promise<string> {
  const lecteur = r.body!.getReader()
  const fin = new Promise<undefined>(ok => setTimeout(ok, ECOUTE_MS))
  let recu = ''
  for (;;) {
    const morceau = await Promise.race([lecteur.read(), fin])
    if (!morceau || morceau.done) break
    recu += Buffer.from(morceau.value).toString('utf8')
  }
  await lecteur.cancel()
  return recu
}
