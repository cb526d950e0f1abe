import { type Acteur, type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import { sansMarques } from '../../lib/accents.ts'
import { saisieEuros } from '../../lib/euros.ts'
import type { Result } from '../../lib/result.ts'
import { type Appel, formulaireDuVolet } from '../cahier/index.ts'
import { abandonnerDossier, deposerDossier, retirerDossier, rouvrirDossier } from '../depot/index.ts'
import { dossierDuGuichet } from '../dossiers/index.ts'
import { creerDossier } from '../espace/index.ts'
import { empreinteAValider } from '../examen/index.ts'
import type { Fichier } from '../fichiers/index.ts'
import { enregistrerEtape } from '../mon-dossier/index.ts'
import { associerPartenaire, validerProjet } from '../partenaires/index.ts'
import { joindrePiece } from '../pieces/index.ts'
import type { Geste as GesteLigne } from '../saisie/index.ts'
import type { DossierInvente } from './jeu.ts'
import { installerMembre, structureNommee } from './personas.ts'
import { pieceInventee } from './pieces-inventees.ts'

/** Told before each act, how many are done. */
export type Avancer = (actes: { faits: number; total: number }) => void

/** What is done at an instant. */
export type Geste = { instant: Date; faire: () => Promise<void> }
export type Scene = { d: Deps; appel: Appel; acteur: Acteur; dossier: DossierInvente; pieces: Promise<[code: string, Fichier][]> }

/** A gesture of the demonstration must succeed: a refusal is a fault of its file. */
export function reussi<T>(r: Result<T, unknown>, quoi: string): T {
  if (!r.ok) throw new Error(`demonstration: ${quoi}: ${JSON.stringify(r.error)}`)
  return r.value
}

/** Plays the invented dossiers by the same acts as people's, all gestures in the order of their instants: the journal reads like a real one. */
export async function jouerGestes(gestes: readonly Geste[], avancer: Avancer): Promise<void> {
  for (const [i, g] of gestes.toSorted((a, b) => a.instant.getTime() - b.instant.getTime()).entries()) {
    avancer({ faits: i, total: gestes.length })
    await g.faire()
  }
}

/** What becomes of these dossiers, each by somebody of its structure. */
export async function gestesDesDossiers(
  d: Deps,
  { dossiers }: { dossiers: readonly DossierInvente[] },
  appel: Appel,
  personas: readonly Acteur[],
): Promise<Geste[]> {
  const gestes: Geste[] = []
  for (const dossier of dossiers)
    gestes.push(...gestesDe({ d, appel, dossier, acteur: await acteurDe(d, dossier, personas), pieces: preparerPieces(d, appel, dossier) }))
  return gestes
}

/** The persona of the structure if there is one, else somebody of it, made for the occasion. */
export const acteurDe = (
  d: Deps,
  x: Pick<DossierInvente, 'structure' | 'departement' | 'cree'>,
  personas: readonly Acteur[],
): Promise<Acteur> =>
  enTransaction(d, async tx => {
    const s = await structureNommee(tx, x.structure, x.departement)
    const persona = personas.find(p => p.structures.some(r => r.id === s.id))
    if (persona) return persona
    const adresse = `${slug(x.structure)}${x.departement ? `-${x.departement.toLowerCase()}` : ''}@guichet.example`
    const membre = {
      nom: `Secrétariat, ${x.structure}`,
      courriel: adresse,
      structure: x.structure,
      departement: x.departement,
      preuve: 'referent' as const,
    }
    return installerMembre(tx, d.guichetId, membre, x.cree)
  })
const slug = (nom: string) =>
  sansMarques(nom)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

function gestesDe(s: Scene): Geste[] {
  const { dossier: x, acteur } = s
  const ctx = (instant: Date): ContexteActeur => ({ db: s.d.db, guichetId: s.d.guichetId, acteur, instant })
  const plus = (minutes: number) => new Date(x.cree.getTime() + minutes * 60_000)
  let id = ''
  const gestes: Geste[] = [
    {
      instant: x.cree,
      faire: async () => {
        id = (await ouvrir(ctx(x.cree), s)).id
      },
    },
    { instant: plus(25), faire: () => remplir(ctx(plus(25)), s, id) },
    { instant: plus(40), faire: () => joindre(ctx(plus(40)), s, id) },
    { instant: plus(55), faire: () => associer(ctx(plus(55)), s, id) },
  ]
  return [...gestes, ...accords(s, () => id), ...suite(s, ctx, () => id)]
}

/** What comes after the draft: filed, opened again, withdrawn, or given up. */
function suite({ appel, dossier: x }: Scene, ctx: (instant: Date) => ContexteActeur, id: () => string): Geste[] {
  const { depose, abandonne, rouvert, retire } = x
  const geste = (instant: Date | undefined, acte: (ctx: ContexteActeur) => Promise<Result<unknown, unknown>>): Geste[] =>
    instant ? [{ instant, faire: async () => void reussi(await acte(ctx(instant)), x.titre) }] : []
  return [
    ...geste(depose, c => deposerDossier(c, { dossierId: id(), engagements: appel.engagements.map(e => e.code) })),
    ...geste(rouvert, c => rouvrirDossier(c, id())),
    ...geste(retire?.instant, c => retirerDossier(c, { dossierId: id(), motif: retire!.motif })),
    ...geste(abandonne, c => abandonnerDossier(c, id())),
  ]
}

/** The other structures of a joint project, asked for their agreement; one that gives it has somebody to ask. */
async function associer(ctx: ContexteActeur, { d, appel, dossier: x, acteur }: Scene, dossierId: string) {
  for (const { structure, departement, valide, ...p } of x.partenaires) {
    const { id: structureId } = await enTransaction(ctx, tx => structureNommee(tx, structure, departement))
    if (valide) await acteurDe(d, { structure, departement, cree: x.cree }, [])
    reussi(await associerPartenaire(ctx, { dossierId, structureId, ...p }), x.titre)
  }
  const contact = appel.formulaires.flatMap(f => f.etapes).find(e => e.blocs.includes('contact'))
  if (!contact || !x.partenaires.some(p => p.valide)) return
  const champs = { contact_structure: [acteur.structures[0]!.id] }
  reussi(await enregistrerEtape(ctx, { dossierId, etape: contact.code, saisie: { champs, gestes: [] } }), x.titre)
}

/** Each partner's agreement, in its own name. */
const accords = ({ d, dossier: x }: Scene, id: () => string): Geste[] =>
  x.partenaires.flatMap(({ structure, departement, valide }) =>
    valide ? [{ instant: valide.instant, faire: () => valider(d, { structure, departement, cree: x.cree }, { ...valide, id: id() }) }] : [],
  )

type Accord = { id: string; instant: Date; fonction: string; moyens: string }
async function valider(d: Deps, partenaire: Parameters<typeof acteurDe>[1], { id: dossierId, instant, fonction, moyens }: Accord) {
  const acteur = await acteurDe(d, partenaire, [])
  const ctx: ContexteActeur = { db: d.db, guichetId: d.guichetId, acteur, instant }
  const dossier = (await enTransaction(ctx, tx => dossierDuGuichet(tx, d.guichetId, dossierId)))!
  const partenaireId = dossier.partenaires.find(p => p.structureId === acteur.structures[0]!.id)!.id
  const empreinte = empreinteAValider(dossier.version.appel, dossier.contenu)
  reussi(await validerProjet(ctx, { dossierId, partenaireId, fonction, moyens, empreinte }), partenaire.structure)
}

const ouvrir = async (ctx: ContexteActeur, { appel, dossier: x, acteur }: Scene) =>
  reussi(await creerDossier(ctx, { slug: appel.slug, structureId: acteur.structures[0]!.id, volet: x.volet, autre: true }), x.titre)

/** Every étape of the form, filled as a person would: in text. */
export async function remplir(ctx: ContexteActeur, { appel, dossier: x }: Scene, dossierId: string) {
  const champs = champsDe(x)
  const formulaire = (x.volet && formulaireDuVolet(appel, x.volet)) || appel.formulaires[0]!
  for (const etape of formulaire.etapes) {
    const r = reussi(await enregistrerEtape(ctx, { dossierId, etape: etape.code, saisie: { champs, gestes: lignesDe(appel, x) } }), x.titre)
    if (Object.keys(r.erreurs).length) throw new Error(`demonstration: ${x.titre}: ${JSON.stringify(r.erreurs)}`)
  }
}

function champsDe(x: DossierInvente): Record<string, string[]> {
  const textes = (v: string | number | boolean | string[]) =>
    Array.isArray(v) ? v : [typeof v === 'boolean' ? (v ? 'oui' : 'non') : String(v)]
  const { aide, part } = x.ressources ?? {}
  return {
    titre: [x.titre],
    ...(x.volet ? { volet: [x.volet], actions: x.actions } : {}),
    ...Object.fromEntries(Object.entries(x.reponses).map(([q, v]) => [q, textes(v)])),
    ...Object.fromEntries(Object.entries({ aide, part }).flatMap(([n, v]) => (v === undefined ? [] : [[n, [saisieEuros(v)]]]))),
  }
}

/** The lines of the plan: one a nature of expense, and one for the other funders. */
function lignesDe(appel: Appel, x: DossierInvente): GesteLigne[] {
  const depenses = Object.entries(x.depenses ?? {}).map(([nature, montant], i) => ({
    ligne: `depense${i + 1}`,
    cellules: { libelle: [appel.natures.find(n => n.code === nature)?.libelle ?? nature], nature: [nature], ht: [saisieEuros(montant)] },
  }))
  const autres = x.ressources?.autres
  const ressources = autres
    ? [
        {
          ligne: 'autres01',
          cellules: { financeur: ['Collectivité de Corse'], origine: ['publique'], etat: ['demandee'], montant: [saisieEuros(autres)] },
        },
      ]
    : []
  return [
    { quoi: 'importer' as const, liste: 'depenses' as const, lignes: depenses },
    { quoi: 'importer' as const, liste: 'ressources' as const, lignes: ressources },
  ].filter(g => g.lignes.length > 0)
}

/** The PDFs are drawn by another thread while the database works. */
export function preparerPieces(d: Deps, appel: Appel, dossier: DossierInvente): Scene['pieces'] {
  const dessinees = dossier.pieces.map(async (code): Promise<[string, Fichier]> => {
    const intitule = appel.pieces.find(p => p.code === code)?.libelle ?? code
    return [code, await pieceInventee(d, { code, intitule, structure: dossier.structure, dossier, instant: dossier.cree })]
  })
  const toutes = Promise.all(dessinees)
  toutes.catch(() => {}) // awaited when its turn comes
  return toutes
}

export async function joindre(ctx: ContexteActeur, { dossier: x, pieces }: Scene, dossierId: string) {
  for (const [code, fichier] of await pieces) reussi(await joindrePiece(ctx, dossierId, code, fichier), `${x.titre}, ${code}`)
}
