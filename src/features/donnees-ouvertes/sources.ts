import { type Contexte, enTransaction } from '../../contexte.ts'
import { dateCivile } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { type AppelPublie, appelsPublies } from '../appels/index.ts'
import { type LaureatPublie, lireLaureats, publier } from '../laureats/index.ts'
import { type ListePassee, listesPassees, type ProjetPasse, projetsPasses } from '../projets-passes/index.ts'
import { type Aide, type Attribuant, type Programme, repartirAide } from './aide.ts'
import { type Suite, siretsDe, suitesDe } from './donnees.queries.ts'
import { conditionsDe, periodeDe } from './versement.rules.ts'

export type Filtre = { appel?: string | undefined; annee?: string | undefined }
/** Where an aid comes from: the published calls, then the lists of past projects. */
export type Sources = { appels: AppelPublie[]; listes: ListePassee[] }

/** What the filter names, or `undefined` when it names nothing that is public. */
export async function lireSources(ctx: Contexte, { appel, annee }: Filtre): Promise<Sources | undefined> {
  if (annee !== undefined && !/^\d{4}$/.test(annee)) return undefined
  const tout = await enTransaction(ctx, async tx => ({
    appels: await appelsPublies(tx, ctx.guichetId),
    listes: await listesPassees(tx, ctx.guichetId),
  }))
  if (appel === undefined) return tout
  const sources = { appels: tout.appels.filter(a => a.appel.slug === appel), listes: tout.listes.filter(l => l.slug === appel) }
  return sources.appels.length + sources.listes.length > 0 ? sources : undefined
}

export const programmeDAppel = ({ appelId, appel }: AppelPublie): Programme => ({
  genre: 'appel',
  id: appelId,
  slug: appel.slug,
  titre: appel.titre,
  resume: appel.resume,
  chemin: paths.appels.voir(appel.slug),
  territoire: appel.territoire,
})
export const programmeDeListe = (l: ListePassee): Programme => ({
  genre: 'liste',
  id: l.id,
  slug: l.slug,
  titre: l.titre,
  resume: l.description.resume,
  chemin: paths.donneesOuvertes.projetsPasses(l.slug),
  source: l.description.source.titre,
})

/**
 * Every aid of these sources, of this year when there is one. Read a call at a time, a list five hundred lines at a time, as it is asked for: memory
 * does not grow with the lists.
 */
export async function* lireAides(
  ctx: Contexte,
  attribuant: Attribuant,
  { appels, listes }: Sources,
  { annee }: Filtre,
): AsyncGenerator<Aide> {
  const garder = (a: Aide) => annee === undefined || a.annee === annee
  for (const a of appels) for (const aide of await aidesDAppel(ctx, attribuant, a)) if (garder(aide)) yield aide
  for (const l of listes)
    for await (const p of lignesDe(ctx, l)) {
      const aide = aideDeListe(l, p)
      if (garder(aide)) yield aide
    }
}

/** The lines of a list, in its order. */
export async function* lignesDe(ctx: Contexte, liste: ListePassee): AsyncGenerator<ProjetPasse> {
  for (let apres = 0; ; ) {
    const lot = await enTransaction(ctx, tx => projetsPasses(tx, ctx.guichetId, liste, { apres }))
    yield* lot
    const dernier = lot.at(-1)
    if (!dernier) return
    apres = dernier.rang
  }
}

/** The aids of a call, as its lauréats' page tells them, and the part that is kept of those given up: they add up to what the envelope holds. */
export const aidesDAppel = (ctx: Contexte, attribuant: Attribuant, a: AppelPublie) =>
  enTransaction(ctx, async tx => {
    const laureats = publier(a.appel, await lireLaureats(tx, ctx.guichetId, a.appelId, { gardees: true }))
    const suites = await suitesDe(
      tx,
      ctx.guichetId,
      laureats.map(l => l.id),
    )
    const sirets = await siretsDe(
      tx,
      laureats.flatMap(l => [l.porteur, ...l.partenaires].flatMap(m => m.siren ?? [])),
    )
    return laureats.map(l => aideDeLaureat(a, l, attribuant, suites.get(l.id)!, sirets))
  })

function aideDeLaureat(a: AppelPublie, l: LaureatPublie, attribuant: Attribuant, s: Suite, sirets: ReadonlyMap<string, string>): Aide {
  const { notification_ue, versement } = a.appel.donnees_ouvertes
  const date = s.signeLe ?? dateCivile(l.publieLe)
  const membres = [l.porteur, ...l.partenaires].map(m => ({
    nom: m.nom,
    siren: m.siren,
    siret: m.siren === null ? null : (sirets.get(m.siren) ?? null),
    rna: null,
  }))
  return {
    programme: programmeDAppel(a),
    attribuant,
    reference: l.numero,
    decision: s.acte ?? l.numero,
    date,
    annee: date.slice(0, 4),
    objet: l.titre,
    montant: l.aide,
    beneficiaires: repartirAide(l.aide, membres),
    conditions: conditionsDe(s, versement),
    periode: periodeDe(s, date),
    notificationUE: notification_ue,
    theme: l.voletTitre || null,
    departement: l.departement,
    commune: l.porteur.insee === null ? null : { code: l.porteur.insee, nom: l.porteur.nom },
    publieeLe: l.publieLe,
  }
}

/** A list imported before its giver had to be said. */
const INCONNU: Attribuant = { nom: 'non précisé par la source' }

/** What names a past project elsewhere: the same whatever the order of the lines. */
export const referencePassee = (l: ListePassee, p: ProjetPasse) =>
  p.cle === null ? [l.slug, p.rang, p.dossier].filter(x => x !== null).join('-') : `${l.slug}-${p.cle}`

function aideDeListe(l: ListePassee, p: ProjetPasse): Aide {
  const d = l.description
  return {
    programme: programmeDeListe(l),
    attribuant: p.attribuant ?? d.attribuant ?? INCONNU,
    reference: referencePassee(l, p),
    decision: p.dossier ?? '',
    date: p.accordeeLe,
    annee: p.annee,
    objet: p.titre,
    montant: p.montant,
    beneficiaires: repartirAide(p.montant, [{ nom: p.nom, siren: p.siren, siret: p.siret, rna: p.rna }]),
    conditions: d.versement.conditions,
    periode: d.versement.periode ?? '',
    notificationUE: d.notification_ue,
    theme: p.theme,
    departement: p.departement,
    commune: p.commune === null ? null : { code: p.commune, nom: p.communeNom },
    publieeLe: l.importeeLe,
  }
}
