import { readFileSync } from 'node:fs'
import { publierFichier } from '../features/appels/index.ts'
import { paths } from '../paths.ts'
import type { World } from './world.ts'

export const SLUG = 'itn7-axe3-corse-2021'
export const ENGAGEMENTS = ['au_nom_de', 'moyens', 'bilans', 'exactitude']

/** A small text of the right kind of bytes. */
export const PDF = new Blob(['%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'], { type: 'application/pdf' })

/** Publishes the call of 2021, or what a change makes of its file. */
export const publier = async (w: World, changer = (texte: string) => texte) => {
  const fichier = changer(readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8'))
  const r = await w.auGuichet(tx => publierFichier(tx, w.ctx(), fichier))
  if (!r.ok) throw new Error(JSON.stringify(r.error))
}

/** What the commune answers, step by step, as it types it. */
export const REPONSES: Record<string, Record<string, string | string[]>> = {
  porteur: {
    representant_legal: 'Maire',
    date_deliberation: '26/07/2021',
    contact_operationnel: 'Secrétariat de mairie',
    contact_courriel: 'mairie@guichet.example',
    contact_telephone: '04 65 71 00 30',
  },
  projet: {
    titre: 'Un guichet en ligne pour les familles',
    volet: 'volet_3',
    actions: ['reunir_services', 'plus_de_canaux'],
    urbanisme: 'non_concerne',
    resume: 'Les familles inscrivent leurs enfants depuis un seul site.',
    situation: 'Chaque service a ses formulaires papier.',
    besoins: 'Un portail et une formation.',
    objectifs: 'Une seule saisie.',
    agents_beneficiaires: '14',
    usagers_beneficiaires: '1 860',
  },
  methode: {
    date_debut: '03/01/2022',
    date_resultats: '04/04/2022',
    date_fin: '30/09/2022',
    pilotage: 'Un comité mensuel.',
    co_construction: 'Deux ateliers avec 22 parents.',
    moyens: 'Une demi-journée par semaine.',
    feuille_de_route: 'approuvee',
    place_feuille_de_route: 'Action 4.',
    logiciel_prevu: 'oui',
    logiciel_libre: 'libre',
    mesure: 'Part des inscriptions en ligne.',
  },
  plan: {
    _geste: ['ajouter:depenses:portail1', 'ajouter:depenses:formati2'],
    'depenses.portail1.libelle': 'Portail des familles',
    'depenses.portail1.nature': 'prestation',
    'depenses.portail1.ht': '10 000',
    'depenses.formati2.libelle': 'Formation de 14 agents',
    'depenses.formati2.nature': 'formation',
    'depenses.formati2.ht': '2 500,50',
    aide: '10000',
    part: '2 500,50 €',
  },
}

/** Begins a dossier, one more than those begun, for the structure of whoever is signed in or for the one that is said; what the corridor answers. */
export async function ouvrir(w: World, cookie: string, { slug = SLUG, structure = '' } = {}): Promise<Response> {
  const page = structure ? '' : await (await w.get(`${paths.couloir.voir(slug)}?autre=oui`, cookie)).text()
  const seule = /name="structure" value="([^"]+)"/.exec(page)?.[1] ?? ''
  return w.post(paths.couloir.structure(slug), { structure: structure || seule, autre: 'oui' }, cookie)
}
/** The same; gives its id. */
export async function commencer(w: World, cookie: string, quoi?: Parameters<typeof ouvrir>[2]): Promise<string> {
  const r = await ouvrir(w, cookie, quoi)
  const id = idDe(r.headers.get('location'))
  if (!id) throw new Error(`no draft: ${r.status} ${r.headers.get('location') ?? (await lisible(r))}`)
  return id
}
export const idDe = (adresse: string | null) => /[0-9a-f-]{36}/.exec(adresse ?? '')?.[0] ?? ''

export async function joindre(w: World, cookie: string, id: string, code: string, fichier: Blob = PDF, nom = `${code}.pdf`) {
  const corps = new FormData()
  corps.append(`fichier-${code}`, fichier, nom)
  return w.post(paths.dossiers.pieces(id), corps, cookie)
}

/** A dossier that nothing blocks. */
export async function remplir(w: World, cookie: string, id: string, autres: Record<string, Record<string, string | string[]>> = {}) {
  for (const [etape, champs] of Object.entries(REPONSES))
    await w.post(paths.dossiers.etape(id, etape), { ...champs, ...autres[etape] }, cookie)
  for (const code of ['deliberation', 'budget']) await joindre(w, cookie, id, code)
}
export async function dossierPret(w: World, cookie: string, autres?: Parameters<typeof remplir>[3]): Promise<string> {
  const id = await commencer(w, cookie)
  await remplir(w, cookie, id, autres)
  return id
}
export const deposer = (w: World, cookie: string, id: string, corps: Record<string, string | string[]> = { engagements: ENGAGEMENTS }) =>
  w.post(paths.dossiers.depot(id), corps, cookie)

/** The text that one reads, without tags. */
export const lisible = async (r: Response) =>
  (await r.text())
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ')
