import type { Feature, Geometry } from 'geojson'
import { type Contexte, enTransaction } from '../../contexte.ts'
import { geojsonDe, lireLaureats, publier, territoiresDe } from '../laureats/index.ts'
import { type ListePassee, type ProjetPasse, projetsPasses } from '../projets-passes/index.ts'
import { lireCarte, lirePoints } from '../territoires/index.ts'
import type { Attribuant } from './aide.ts'
import { aidesDAppel, type Filtre, referencePassee, type Sources } from './sources.ts'

type Trait = Feature<Geometry | null>
const LOT = 500

/** Every project of these sources, where it is: a point and a territory for a lauréat, a point in its commune for a past project. */
export async function* ecrireGeojson(ctx: Contexte, attribuant: Attribuant, sources: Sources, filtre: Filtre): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":['
  let virgule = ''
  for await (const trait of traits(ctx, attribuant, sources, filtre)) {
    yield `${virgule}\n${JSON.stringify(trait)}`
    virgule = ','
  }
  yield '\n]}\n'
}

async function* traits(ctx: Contexte, attribuant: Attribuant, { appels, listes }: Sources, { annee }: Filtre): AsyncGenerator<Trait> {
  const garder = (an: string) => annee === undefined || an === annee
  for (const publie of appels) {
    const { appelId, appel } = publie
    const gardees = new Set((await aidesDAppel(ctx, attribuant, publie)).filter(a => garder(a.annee)).map(a => a.reference))
    const { laureats, fond, points } = await enTransaction(ctx, async tx => {
      const lus = publier(appel, await lireLaureats(tx, ctx.guichetId, appelId, { gardees: true }))
      const fond = await lireCarte(tx, ctx.guichetId, territoiresDe(lus))
      return { laureats: lus, fond, points: await lirePoints(tx, fond, territoiresDe(lus)) }
    })
    for (const f of geojsonDe(
      fond,
      points,
      laureats.filter(l => gardees.has(l.numero)),
    ).features)
      yield { ...f, properties: { appel: appel.slug, ...f.properties } }
  }
  for (const l of listes) yield* traitsDeListe(ctx, l, garder)
}

async function* traitsDeListe(ctx: Contexte, liste: ListePassee, garder: (annee: string) => boolean): AsyncGenerator<Trait> {
  for (let apres = 0; ; ) {
    const { lot, points } = await enTransaction(ctx, async tx => {
      const lus = await projetsPasses(tx, ctx.guichetId, liste, { apres, nombre: LOT })
      const ou = { epci: [], communes: communesDe(lus) }
      return { lot: lus, points: await lirePoints(tx, await lireCarte(tx, ctx.guichetId, ou), ou) }
    })
    for (const p of lot) if (garder(p.annee)) yield traitDe(liste, p, points.communes.get(p.commune ?? ''))
    const dernier = lot.at(-1)
    if (!dernier) return
    apres = dernier.rang
  }
}

const communesDe = (projets: readonly ProjetPasse[]) => [...new Set(projets.flatMap(p => p.commune ?? []))]

const traitDe = (l: ListePassee, p: ProjetPasse, point: [number, number] | undefined): Trait => ({
  type: 'Feature',
  id: referencePassee(l, p),
  properties: {
    appel: l.slug,
    nature: 'projet_passe',
    numero: p.dossier,
    porteur: p.nom,
    siren: p.siren,
    projet: p.titre,
    theme: p.theme,
    commune: p.commune,
    departement: p.departement,
    aide_eur: p.montant / 100,
    annee: p.annee,
    accordee_le: p.accordeeLe,
    source: `${l.description.source.producteur}, ${l.description.source.titre}, ${l.description.source.licence}`,
  },
  geometry: point ? { type: 'Point', coordinates: point } : null,
})
