import type { Feature, Geometry } from 'geojson'
import { type Contexte, enTransaction } from '../../contexte.ts'
import { geojsonDe, lireLaureats, publier, territoiresDe } from '../laureats/index.ts'
import { type ListePassee, type ProjetPasse, projetsPasses } from '../projets-passes/index.ts'
import { lireCarte } from '../territoires/index.ts'
import type { Attribuant } from './aide.ts'
import { aidesDAppel, type Filtre, type Sources } from './sources.ts'

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
  const garder = (date: string) => annee === undefined || date.startsWith(annee)
  for (const publie of appels) {
    const { appelId, appel } = publie
    const gardees = new Set((await aidesDAppel(ctx, attribuant, publie)).filter(a => garder(a.date)).map(a => a.reference))
    const { laureats, fond } = await enTransaction(ctx, async tx => {
      const lus = publier(appel, await lireLaureats(tx, ctx.guichetId, appelId, { gardees: true }))
      return { laureats: lus, fond: await lireCarte(tx, ctx.guichetId, territoiresDe(lus)) }
    })
    for (const f of geojsonDe(
      fond,
      laureats.filter(l => gardees.has(l.numero)),
    ).features)
      yield { ...f, properties: { appel: appel.slug, ...f.properties } }
  }
  for (const l of listes) yield* traitsDeListe(ctx, l, garder)
}

async function* traitsDeListe(ctx: Contexte, liste: ListePassee, garder: (date: string) => boolean): AsyncGenerator<Trait> {
  for (let apres = 0; ; ) {
    const { lot, fond } = await enTransaction(ctx, async tx => {
      const lus = await projetsPasses(tx, ctx.guichetId, liste.id, { apres, nombre: LOT })
      return { lot: lus, fond: await lireCarte(tx, ctx.guichetId, { epci: [], communes: communesDe(lus) }) }
    })
    const points = new Map(fond?.communes.map(c => [c.code, c.point]))
    for (const p of lot) if (garder(p.accordeeLe)) yield traitDe(liste, p, points.get(p.commune ?? ''))
    const dernier = lot.at(-1)
    if (!dernier) return
    apres = dernier.rang
  }
}

export const communesDe = (projets: readonly ProjetPasse[]) => [...new Set(projets.flatMap(p => p.commune ?? []))]

const traitDe = (l: ListePassee, p: ProjetPasse, point: [number, number] | undefined): Trait => ({
  type: 'Feature',
  id: `${l.slug}-${p.rang}`,
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
    accordee_le: p.accordeeLe,
    source: `${l.description.source.producteur}, ${l.description.source.titre}, ${l.description.source.licence}`,
  },
  geometry: point ? { type: 'Point', coordinates: point } : null,
})
