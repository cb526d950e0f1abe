import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, router } from '../../../http.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { type AppelPublie, appelsPublies, slugSur } from '../../appels/index.ts'
import { communesCouvertes, enveloppesDe, filtrer, TRIS, territoiresDe } from '../../laureats/index.ts'
import { fondDessine, lireCarte, lirePoints, lireVilles } from '../../territoires/index.ts'
import { type AidePublique, lireAides } from './aides.queries.ts'
import { lireAppelsAides, lireToutesLesAides } from './argent.ts'
import { appelsAides, communesDe, couvre } from './couverture.queries.ts'
import { etatDe, type FiltreAides } from './etat.rules.ts'
import { ProjetsAidesPage } from './projets-aides.view.tsx'

/** Projects of all calls that one page draws. */
const PROJETS_MAX = 1000

export const projetsAidesRoutes = () => router().get(paths.projetsAides(), page)

function filtreDe(c: Ctx): FiltreAides {
  const q = (nom: string) => (c.req.query(nom) ?? '').trim().slice(0, 100)
  return {
    q: q('q'),
    volet: q('volet'),
    departement: q('departement'),
    type: q('type'),
    etat: q('etat'),
    tri: TRIS.find(t => t === q('tri')) ?? 'n',
    desc: q('sens') === 'desc',
  }
}

/** The call whose projects are read: the one that is named, or else the last one that told some; none when all of them are. */
async function choisir(tx: Tx, guichetId: string, demande: string | undefined) {
  const publies = await appelsPublies(tx, guichetId)
  const ids = await appelsAides(tx, guichetId)
  const aides = ids.flatMap(id => publies.find(p => p.appelId === id) ?? [])
  const nommes = aides.map(p => ({ slug: p.appel.slug, titre: p.appel.titre }))
  if (demande === 'tous') return { nommes, toutes: true, appel: undefined }
  const choisi = demande ? publies.find(p => p.appel.slug === slugSur(demande)) : aides[0]
  if (demande && !choisi) return undefined
  return { nommes, toutes: false, appel: choisi }
}

type Lues = { tous: AidePublique[]; absents: { slug: string; titre: string }[] }
const francais = new Intl.Collator('fr', { numeric: true })
/** Those of the call that is read, or of all of them, numbered together as each call numbers its own. */
async function lireToutes(tx: Tx, guichetId: string, appel: AppelPublie | undefined, tous: boolean, jour: string): Promise<Lues> {
  if (!tous) return { tous: appel ? await lireAides(tx, guichetId, appel, jour) : [], absents: [] }
  const { aides, absents } = await lireToutesLesAides(tx, guichetId, jour, await lireAppelsAides(tx, guichetId), PROJETS_MAX)
  const numerotees = aides
    .sort(
      (a, b) =>
        Number(a.departement === null) - Number(b.departement === null) ||
        francais.compare(a.departement ?? '', b.departement ?? '') ||
        francais.compare(a.porteur.nom, b.porteur.nom) ||
        francais.compare(a.numero, b.numero),
    )
    .map((a, i) => ({ ...a, n: i + 1 }))
  return { tous: numerotees, absents: absents.map(({ publie: { appel: a } }) => ({ slug: a.slug, titre: a.titre })) }
}

async function page(c: Ctx) {
  const { ctx, deps, site } = c.var
  const { territoire } = deps.config.guichet
  const filtre = filtreDe(c)
  const lu = await enTransaction(ctx, async tx => {
    const choix = await choisir(tx, ctx.guichetId, c.req.query('appel'))
    if (!choix) return undefined
    const { tous, absents } = await lireToutes(tx, ctx.guichetId, choix.appel, choix.toutes, dateCivile(ctx.instant))
    const membres = tous.flatMap(l => [l.porteur, ...l.partenaires])
    const couvertes = await communesDe(tx, membres)
    const noms = (l: AidePublique) => couvertes.flatMap(x => (couvre(l, x) ? [x.nom] : [])).join(' ')
    const aides = filtrer(tous, filtre, filtre.q ? noms : undefined).filter(l => !filtre.etat || etatDe(l) === filtre.etat)
    const villes = await lireVilles(tx, territoire.departements)
    const aidees = new Set(couvertes.filter(x => aides.some(l => couvre(l, x))).map(x => x.code))
    const ou = { epci: territoiresDe(aides).epci, communes: [...new Set([...aidees, ...villes.map(v => v.code)])] }
    const importee = await lireCarte(tx, ctx.guichetId, ou)
    const fond = importee ?? fondDessine(territoire, await lirePoints(tx, importee, ou))
    const places = new Map(fond?.communes.map(x => [x.code, x]))
    const portees = new Set(territoiresDe(aides).communes)
    return {
      appels: choix.nommes,
      appel: choix.appel?.appel,
      tous,
      absents,
      aides,
      points: fond?.communes.filter(x => aidees.has(x.code)).map(({ x, y }) => ({ x, y })) ?? [],
      fond: fond && {
        ...fond,
        communes: fond.communes.filter(x => portees.has(x.code)),
        villes: villes.flatMap(({ code, nom }) => {
          const place = places.get(code)
          return place ? [{ nom, x: place.x, y: place.y }] : []
        }),
      },
      communes: await communesCouvertes(tx, territoire.departements, membres),
      enveloppe: choix.appel ? await enveloppesDe(tx, ctx.guichetId, choix.appel.appelId) : 0,
    }
  })
  return lu ? c.html(<ProjetsAidesPage site={site} {...lu} filtre={filtre} territoire={territoire} instant={ctx.instant} />) : c.notFound()
}
