import { paths } from '../paths.ts'
import { lirePdf } from './lire-pdf.ts'
import { lireZip } from './lire-zip.ts'
import { SLUG } from './vico.ts'
import type { World } from './world.ts'

/** Every PDF that the guichet gives at one moment, as whoever receives it opens it: by kind, each kind with an address of its own. */

/** `qui`: whoever opens it; a structure by its name, else an administrateur, else nobody. */
type Adresse = { chemin: string; qui: { structure: string } | 'administrateur' | 'personne'; dossier?: string }
type Sources = (w: World) => Promise<Adresse[]>

type Ligne = { dossier: string; numero: string; structure: string; a: string; b: string }
/** `sql`: dossier, numero, structure, and up to two ids. */
const depuis =
  (sql: string, dire: (l: Ligne) => Omit<Adresse, 'dossier'>): Sources =>
  async w =>
    (await w.owner.query<Ligne>(sql)).rows.map(l => ({ ...dire(l), dossier: l.numero }))

const DEPOSES = `select d.id as dossier, i.numero, s.nom as structure from dossier d join instruction i on i.dossier_id = d.id
  join structure s on s.id = d.structure_id order by i.numero`
const LETTRES = `select n.dossier_id as dossier, i.numero, s.nom as structure, n.id as a from notification n join instruction i on i.dossier_id = n.dossier_id
  join structure s on s.id = n.structure_id where n.cle is not null order by i.numero`
const ACTES = `select a.dossier_id as dossier, i.numero, s.nom as structure, a.id as a from acte a join dossier d on d.id = a.dossier_id
  join instruction i on i.dossier_id = d.id join structure s on s.id = d.structure_id where a.retire_le is null order by i.numero`
const IRRECEVABLES = `select r.dossier_id as dossier, i.numero, s.nom as structure from irrecevabilite r join dossier d on d.id = r.dossier_id
  join instruction i on i.dossier_id = d.id join structure s on s.id = d.structure_id where r.annulee_le is null`
const agent = (chemin: string): Omit<Adresse, 'dossier'> => ({ chemin, qui: 'administrateur' })
const porteur = (l: Ligne, chemin: string): Omit<Adresse, 'dossier'> => ({ chemin, qui: { structure: l.structure } })
/** Drawn at each reading: a few are enough. */
const QUELQUES = ' limit 4'

/** Where each kind of PDF is read: `adressesPdf` names them, a kind that is not here makes the test fail. */
export const LECTURES: Readonly<Record<string, Sources>> = {
  'appels.cahierDesCharges': () => Promise.resolve([{ chemin: paths.appels.cahierDesCharges(SLUG), qui: 'personne' as const }]),
  'eligibilite.pdf': () =>
    Promise.resolve([{ chemin: `${paths.eligibilite.pdf(SLUG)}?structure=Vico&aide=30000&part=7500`, qui: 'personne' as const }]),
  'dossiers.accuse': depuis(DEPOSES + QUELQUES, l => porteur(l, paths.dossiers.accuse(l.dossier))),
  'dossiers.lettre': depuis(IRRECEVABLES, l => porteur(l, paths.dossiers.lettre(l.dossier))),
  'dossiers.notification': depuis(LETTRES, l => porteur(l, paths.dossiers.notification(l.dossier))),
  // the call of the demonstration has one temps: `preselections.test.ts` reads them
  'dossiers.preselection': () => Promise.resolve([]),
  'instruction.lettrePreselection': () => Promise.resolve([]),
  'dossiers.decision': depuis(LETTRES + QUELQUES, l => porteur(l, paths.dossiers.decision(l.dossier, l.a))),
  'dossiers.budgetPdf': depuis(DEPOSES + QUELQUES, l => porteur(l, paths.dossiers.budgetPdf(l.dossier))),
  'dossiers.redactionPdf': depuis(DEPOSES + QUELQUES, l => porteur(l, paths.dossiers.redactionPdf(l.dossier))),
  'dossiers.pdf': depuis(DEPOSES + QUELQUES, l => porteur(l, paths.dossiers.pdf(l.dossier))),
  'instruction.accuse': depuis(DEPOSES, l => agent(paths.instruction.accuse(l.dossier))),
  'instruction.fiche': depuis(DEPOSES, l => agent(paths.instruction.fiche(l.dossier))),
  'instruction.fiches': () => Promise.resolve([{ ...agent(`${paths.instruction.fiches}?appel=${SLUG}`) }]),
  'instruction.lettre': depuis(IRRECEVABLES, l => agent(paths.instruction.lettre(l.dossier))),
  // the call of the demonstration asks for no opinion: `constater.test.ts` reads one
  'instruction.attestationAvis': () => Promise.resolve([]),
  'comite.procesVerbalPdf': depuis(
    "select '' as dossier, '' as numero, '' as structure, seance_id as a, version::text as b from proces_verbal where cle is not null",
    l => agent(paths.comite.procesVerbalPdf(l.a, l.b)),
  ),
  // the call of the demonstration asks for no order: `ordre.test.ts` reads one
  'structures.attestationOrdre': () => Promise.resolve([]),
  'suivi.rapport': () => Promise.resolve([agent(paths.suivi.rapport)]),
  'suiviDossier.apercuActe': depuis(
    `select u.dossier_id as dossier, i.numero, '' as structure from suivi u join instruction i on i.dossier_id = u.dossier_id
     where not exists (select 1 from acte a where a.dossier_id = u.dossier_id and a.retire_le is null)`,
    l => agent(`${paths.suiviDossier.apercuActe(l.dossier)}?duree=18`),
  ),
  'suiviDossier.actePdf': depuis(ACTES, l => agent(paths.suiviDossier.actePdf(l.dossier, l.a))),
  'suiviDossier.acteSigne': depuis(ACTES + QUELQUES, l => agent(paths.suiviDossier.acteSigne(l.dossier, l.a))),
  'actes.pdf': depuis(ACTES + QUELQUES, l => porteur(l, paths.actes.pdf(l.dossier, l.a))),
  'actes.signe': depuis(ACTES + QUELQUES, l => porteur(l, paths.actes.signe(l.dossier, l.a))),
  'administration.documentReleve': depuis(
    "select '' as dossier, '' as numero, '' as structure, releve_id as a, '' as b from document_releve where cle is not null",
    l => agent(paths.administration.documentReleve(SLUG, l.a)),
  ),
  'administration.lettre': depuis(LETTRES, l => agent(paths.administration.lettre(SLUG, l.a))),
}

/** `dossier`: number of the dossier that it is about, when it is about one. Spaces that do not break are plain ones. */
export type DocumentLu = { genre: string; ou: string; dossier: string | undefined; texte: string }

/** Reads these kinds, all of them by default, then with those of the call's archive. A kind that gives nothing at this moment is in `vides`. */
export async function lireDocuments(
  w: World,
  genres?: readonly string[],
): Promise<{ lus: DocumentLu[]; vides: string[]; refuses: string[] }> {
  const entres = new Map<string, string>()
  const entrer = async (cle: string, v: Parameters<World['compte']>[0]) => {
    if (!entres.has(cle)) entres.set(cle, (await w.compte(v)).cookie)
    return entres.get(cle)!
  }
  const admin = () => entrer('administrateur', { roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  const lus: DocumentLu[] = []
  const vides: string[] = []
  const refuses: string[] = []
  const lire = async (d: Omit<DocumentLu, 'texte'>, octets: Uint8Array) => {
    const lu = await lirePdf(octets, { norme: d.genre === 'archive' ? 'A-2a' : 'UA-1' }).catch((e: Error) =>
      refuses.push(`${d.genre} ${d.ou} : ${e.message.slice(0, 200)}`),
    )
    if (typeof lu === 'object') lus.push({ ...d, texte: lu.texte.replaceAll(/[\u00a0\u202f]/g, ' ') })
  }
  for (const [genre, sources] of Object.entries(LECTURES).filter(([g]) => !genres || genres.includes(g))) {
    const avant = lus.length
    for (const { chemin, qui, dossier } of await sources(w)) {
      const cookie =
        qui === 'personne'
          ? undefined
          : qui === 'administrateur'
            ? await admin()
            : await entrer(qui.structure, { structures: [qui.structure] })
      const r = await w.get(chemin, cookie)
      if (r.status === 200) await lire({ genre, ou: chemin, dossier }, new Uint8Array(await r.arrayBuffer()))
      else refuses.push(`${genre} ${chemin} : ${r.status}`)
    }
    if (lus.length === avant) vides.push(genre)
  }
  if (genres) return { lus, vides, refuses }
  const zip = await w.post(paths.conservation.archiveZip(SLUG), {}, await admin())
  if (zip.status === 200) {
    // what people sent is theirs
    for (const [nom, octets] of lireZip(Buffer.from(await zip.arrayBuffer())))
      if (/(^|\/)(dossier|lettres\/[^/]+|proces-verbal[^/]*|fiche[^/]*|acte[^/]*)\.pdf$/.test(nom))
        await lire({ genre: 'archive', ou: nom, dossier: /ITN7-\d{4}/i.exec(nom)?.[0].toUpperCase() }, octets)
  } else refuses.push(`archive : ${zip.status}`)
  return { lus, vides, refuses }
}
