import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, param, router } from '../../../http.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import type { Appel } from '../../cahier/index.ts'
import { nomsDepartements } from '../portefeuille/annexes.queries.ts'
import { type AidePublique, lireAides } from './aides.queries.ts'
import type { LigneAppel } from './argent.donnees.ts'
import { type NomsDepartements, nomEntreprise, ouDe } from './argent.mots.ts'
import { communeDe } from './argent.queries.ts'
import { type AppelAide, lireAppelsAides, lireToutesLesAides } from './argent.ts'
import { ArgentPage, ArgentVidePage } from './argent.view.tsx'
import { chercher } from './chercher.ts'
import { aidesCsv, commandesCsv, fluxCsv } from './commandes.ts'
import { couvre } from './couverture.queries.ts'
import { lireEntreprisesPayees, lireLignesPayees } from './entreprises.queries.ts'
import { fluxDe } from './flux.rules.ts'
import { EntreprisePage, TerritoirePage } from './nom.view.tsx'
import { rendreCsv } from './rendre.ts'

const p = paths.argent
/** Where the money goes, for anybody: over all calls, of a commune, a porteur, a company; each with its file. */
export const argentRoutes = () =>
  router()
    .get(p.accueil, accueil)
    .get(p.flux, flux)
    .get(p.commune, c => territoire(c, lireCommune))
    .get(p.communeCsv, c => territoireCsv(c, lireCommune))
    .get(p.porteur, c => territoire(c, lirePorteur))
    .get(p.porteurCsv, c => territoireCsv(c, lirePorteur))
    .get(p.entreprise, entreprise)
    .get(p.entrepriseCsv, entrepriseCsv)
    .get(paths.donneesOuvertes.commandes(), commandes)

const somme = (ns: readonly number[]) => ns.reduce((s, n) => s + n, 0)
const jourDe = (c: Ctx) => dateCivile(c.var.ctx.instant)
const toutesDe = async (c: Ctx, tx: Tx) =>
  lireToutesLesAides(tx, c.var.ctx.guichetId, jourDe(c), await lireAppelsAides(tx, c.var.ctx.guichetId))

const lieuDe = (c: Ctx) => ({
  guichetId: c.var.ctx.guichetId,
  jour: jourDe(c),
  departements: c.var.deps.config.guichet.territoire.departements,
})

const ligneDe = ({ publie, annees, ...sommes }: AppelAide): LigneAppel => ({
  ...sommes,
  slug: publie.appel.slug,
  titre: publie.appel.titre,
  annees: annees.join(', '),
})

/** The call that is drawn, with its aids: the one that is named, or else the last one; of one year, when it is asked. */
async function choisir(c: Ctx, tx: Tx, lus: readonly AppelAide[]) {
  const choisi = lus.find(l => l.publie.appel.slug === c.req.query('appel')) ?? lus[0]!
  const annee = choisi.annees.find(a => a === c.req.query('annee')) ?? ''
  const toutes = await lireAides(tx, c.var.ctx.guichetId, choisi.publie, jourDe(c))
  return { choisi, annee, aides: annee ? toutes.filter(a => a.annee === annee) : toutes }
}

const programmeDe = ({ programme: p }: Appel) => (p?.montant ? { nom: p.nom, montant: p.montant } : undefined)

/** Its flow: by volet when it has several, else all its projects together. */
function fluxChoisi(c: Ctx, { choisi, annee, aides }: Awaited<ReturnType<typeof choisir>>, noms: NomsDepartements) {
  const { appel } = choisi.publie
  const parVolet = appel.volets.length > 1
  const nom = (a: AidePublique) => {
    const v = appel.volets.find(x => x.code === a.volet)
    return v ? `${v.numero}. ${v.titre}` : parVolet ? 'Sans volet' : 'Projets aidés'
  }
  const parts = [...Map.groupBy(aides, nom)]
    .map(([libelle, siens]) => ({
      code: libelle,
      libelle,
      montant: 0,
      accorde: somme(siens.map(a => a.aide)),
      depense: somme(siens.map(a => a.depense)),
    }))
    .sort((a, b) => a.libelle.localeCompare(b.libelle, 'fr', { numeric: true }))
  const destinations = aides.flatMap(a => a.destinations)
  const sieges = [...Map.groupBy(destinations, d => d.departement ?? d.pays)]
    .map(([cle, ds]) => ({ cle, nom: ouDe(ds[0]!, noms), depense: somme(ds.map(d => d.depense)) }))
    .sort((a, b) => b.depense - a.depense || a.cle.localeCompare(b.cle))
  const { territoire: t } = c.var.deps.config.guichet
  const ici = somme(destinations.filter(d => d.pays === 'FR' && t.departements.includes(d.departement ?? '')).map(d => d.depense))
  const montant = annee ? somme(aides.map(a => a.aide)) : choisi.montant
  return {
    flux: fluxDe(t.nom, montant, parts, sieges),
    ici,
    depense: somme(aides.map(a => a.depense)),
    forfait: aides.every(a => a.forfait),
    programme: programmeDe(appel),
  }
}

async function accueil(c: Ctx) {
  const { ctx, site, deps } = c.var
  const q = (c.req.query('q') ?? '').trim().slice(0, 100)
  const { territoire: t } = deps.config.guichet
  const lu = await enTransaction(ctx, async tx => {
    const lus = await lireAppelsAides(tx, ctx.guichetId)
    if (lus.length === 0) return undefined
    const noms = await nomsDepartements(tx)
    const choix = await choisir(c, tx, lus)
    const entreprises = await lireEntreprisesPayees(tx, ctx.guichetId, choix.aides)
    return { lus, noms, choix, entreprises, trouves: q ? await chercher(tx, lieuDe(c), q, lus, noms) : undefined }
  })
  if (!lu) return c.html(<ArgentVidePage site={site} />)
  const { lus, choix, ...reste } = lu
  return c.html(
    <ArgentPage
      site={site}
      territoire={t.nom}
      q={q}
      {...reste}
      {...fluxChoisi(c, choix, lu.noms)}
      depuis={lus.flatMap(l => l.annees).sort()[0]!}
      appels={lus.map(ligneDe)}
      choisi={ligneDe(choix.choisi)}
      annees={choix.choisi.annees}
      annee={choix.annee}
      aides={choix.aides}
    />,
  )
}

async function flux(c: Ctx) {
  const lu = await enTransaction(c.var.ctx, async tx => {
    const lus = await lireAppelsAides(tx, c.var.ctx.guichetId)
    return lus.length > 0 ? { choix: await choisir(c, tx, lus), noms: await nomsDepartements(tx) } : undefined
  })
  if (!lu) return rendreCsv(c, 'flux.csv', fluxCsv(undefined))
  return rendreCsv(c, `flux-${lu.choix.choisi.publie.appel.slug}.csv`, fluxCsv(fluxChoisi(c, lu.choix, lu.noms).flux))
}

type Territoire = { titre: string; quoi: string; aides: AidePublique[]; fichier: string; nom: string; vide?: string }
type TerritoireLu = Territoire & { absents: readonly LigneAppel[] }
type Lire<N extends string> = (c: Ctx<N>, tx: Tx, aides: readonly AidePublique[]) => Promise<Territoire | undefined>
const lireTerritoire = <N extends string>(c: Ctx<N>, lire: Lire<N>) =>
  enTransaction(c.var.ctx, async (tx): Promise<TerritoireLu | undefined> => {
    const { aides, absents } = await toutesDe(c, tx)
    const lu = await lire(c, tx, aides)
    return lu && { ...lu, absents: absents.map(ligneDe) }
  })

async function territoire<N extends string>(c: Ctx<N>, lire: Lire<N>) {
  const lu = await lireTerritoire(c, lire)
  return lu ? c.html(<TerritoirePage site={c.var.site} {...lu} />) : c.notFound()
}
async function territoireCsv<N extends string>(c: Ctx<N>, lire: Lire<N>) {
  const lu = await lireTerritoire(c, lire)
  return lu ? rendreCsv(c, `projets-${lu.nom}.csv`, aidesCsv(lu.aides)) : c.notFound()
}

const lireCommune: Lire<'insee'> = async (c, tx, aides) => {
  const code = param(c, 'insee')
  const commune = await communeDe(tx, code)
  return (
    commune && {
      titre: commune.nom,
      quoi: ['Commune', commune.departement, commune.epciNom && `membre de ${commune.epciNom}`].filter(Boolean).join(', '),
      aides: aides.filter(a => couvre(a, { code, epci: commune.epci })),
      fichier: p.communeCsv(code),
      nom: code,
      vide: 'Aucun projet aidé ne porte sur cette commune à ce jour.',
    }
  )
}

const lirePorteur: Lire<'siren'> = async (c, tx, aides) => {
  const siren = param(c, 'siren')
  const siennes = aides.filter(a => [a.porteur, ...a.partenaires].some(m => m.siren === siren))
  const membre = siennes.flatMap(a => [a.porteur, ...a.partenaires]).find(m => m.siren === siren)
  if (!membre) return undefined
  const departement = (await nomsDepartements(tx)).get(membre.departement ?? '')
  return {
    titre: membre.nom,
    quoi: ['Porteur de projets', departement].filter(Boolean).join(', '),
    aides: siennes,
    fichier: p.porteurCsv(siren),
    nom: siren,
  }
}

/** Orders of one company, over all calls; nothing of one that may not be named. */
const lireEntreprise = (c: Ctx<'siren'>) =>
  enTransaction(c.var.ctx, async tx => {
    const siren = param(c, 'siren')
    const { aides, absents } = await toutesDe(c, tx)
    const lignes = await lireLignesPayees(tx, c.var.ctx.guichetId, aides, { siren })
    return lignes.length > 0 ? { siren, aides, lignes, absents: absents.map(ligneDe), noms: await nomsDepartements(tx) } : undefined
  })

async function entreprise(c: Ctx<'siren'>) {
  const lu = await lireEntreprise(c)
  if (!lu) return c.notFound()
  const parProjet = [...Map.groupBy(lu.lignes, l => l.dossierId)].map(([id, siennes]) => ({
    aide: lu.aides.find(a => a.id === id)!,
    commandes: siennes.length,
    ht: somme(siennes.map(l => l.ht)),
    depense: somme(siennes.map(l => l.depense)),
  }))
  const premiere = lu.lignes[0]!
  return c.html(
    <EntreprisePage
      site={c.var.site}
      titre={nomEntreprise(premiere)}
      quoi={`Entreprise, ${ouDe(premiere, lu.noms)}. SIREN ${lu.siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0')}.`}
      lignes={parProjet.sort((a, b) => b.depense - a.depense || a.aide.numero.localeCompare(b.aide.numero))}
      fichier={p.entrepriseCsv(lu.siren)}
      absents={lu.absents}
    />,
  )
}
async function entrepriseCsv(c: Ctx<'siren'>) {
  const lu = await lireEntreprise(c)
  return lu ? rendreCsv(c, `commandes-${lu.siren}.csv`, commandesCsv(lu.aides, lu.lignes, lu.noms)) : c.notFound()
}

/** Every order that is public, call after call, of one call or year when they are named: those of companies that may not be named, together. */
async function commandes(c: Ctx) {
  const { appel, annee } = { appel: c.req.query('appel'), annee: c.req.query('annee') }
  if (annee !== undefined && !/^\d{4}$/.test(annee)) return c.notFound()
  const { guichetId } = c.var.ctx
  const lignes = await enTransaction(c.var.ctx, async tx => {
    const noms = await nomsDepartements(tx)
    const toutes: string[][] = commandesCsv([], [], noms)
    for (const { publie } of await lireAppelsAides(tx, guichetId)) {
      if (appel && publie.appel.slug !== appel) continue
      const aides = (await lireAides(tx, guichetId, publie, jourDe(c))).filter(a => !annee || a.annee === annee)
      for (const ligne of commandesCsv(aides, await lireLignesPayees(tx, guichetId, aides), noms).slice(1)) toutes.push(ligne)
    }
    return toutes
  })
  return rendreCsv(c, 'commandes.csv', lignes)
}
