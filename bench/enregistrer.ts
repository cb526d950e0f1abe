// Saving a field while somebody types, over HTTP with a session, on the running demonstration: what `npm run bench` measures with 100 000 dossiers.
import { paths } from '../src/paths.ts'

const APPEL = 'itn7-axe3-corse-2021'

/** A signed-in porteur with a new draft of 25 expense lines, filled as its pages fill it. */
export async function ouvrirBrouillon(site: string) {
  const formulaire = (corps: Record<string, string | string[]>) =>
    new URLSearchParams(Object.entries(corps).flatMap(([k, v]) => [v].flat().map(x => [k, x])))
  const envoyer = (chemin: string, corps: Record<string, string | string[]>, cookie = '', method = 'POST') =>
    fetch(site + chemin, { method, body: formulaire(corps), redirect: 'manual', headers: { origin: site, cookie } })
  const session = await envoyer(paths.demo.session, { persona: 'porteur-commune' })
  const cookie = session.headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')
  const couloir = await (await fetch(`${site}${paths.couloir.voir(APPEL)}?autre=oui`, { headers: { cookie } })).text()
  const structure = /name="structure" value="([^"]+)"/.exec(couloir)?.[1] ?? ''
  const cree = await envoyer(paths.couloir.structure(APPEL), { structure, autre: 'oui' }, cookie)
  const id = /[0-9a-f-]{36}/.exec(cree.headers.get('location') ?? '')?.[0]
  if (!id) throw new Error(`no draft: ${session.status} ${cree.status}`)
  const lignes = Array.from({ length: 25 }, (_, i) => `ligne${String(i).padStart(3, '0')}`)
  const plan = {
    _geste: lignes.map(l => `ajouter:depenses:${l}`),
    ...Object.fromEntries(
      lignes.flatMap((l, i) => [
        [`depenses.${l}.libelle`, `Dépense ${i + 1}`],
        [`depenses.${l}.nature`, 'prestation'],
        [`depenses.${l}.ht`, `${1000 + i},50`],
      ]),
    ),
    aide: '20 000',
    part: '5 000',
  }
  await envoyer(paths.dossiers.etape(id, 'plan'), plan, cookie)
  const enregistrer = async (etape: string, champs: Record<string, string>) => {
    const r = await envoyer(paths.dossiers.etape(id, etape), champs, cookie, 'PUT')
    if (!r.ok) throw new Error(`PUT ${r.status} ${await r.text()}`)
    await r.arrayBuffer()
  }
  return { id, cookie, enregistrer }
}
