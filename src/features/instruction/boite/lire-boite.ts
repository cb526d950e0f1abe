import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { appelsPublies } from '../../appels/index.ts'
import { tableauxDe } from '../../cahier/index.ts'
import { aRepartir, documentsAJoindre } from '../../enveloppes/index.ts'
import { nonLusParDossier } from '../../messages/index.ts'
import { rangsEnListe } from '../../ordre/index.ts'
import { appelsDe, instruit, lecteurDe, libellePerimetre, ouvreAppel, perimetres } from '../../perimetre/index.ts'
import { nomsDesInstructeurs } from '../../service/index.ts'
import { FORMATS_FEUILLE } from '../../tableur/index.ts'
import { actesDuMoment } from '../groupe/actes.queries.ts'
import {
  adresse,
  ecrireFiltre,
  type Filtre,
  filtreActif,
  filtresActifs,
  illisiblesDe,
  lireFiltre,
  PAR_PAGE,
  SANS_FILTRE,
  SUITES,
} from '../liste/filtres.ts'
import { MOT_COMITE, motPret, quiDecide, VUES, vueDe } from '../liste/liste.mots.ts'
import { comptesParSuite, lireListe, TOUS, valeursDe } from '../liste/liste.queries.ts'
import { ecrireListe } from '../liste/liste.ts'
import { reglesDe } from '../liste/noms.ts'
import { ecrireRepere, lireRepere, type Repere, TRIS, type Tri } from '../liste/tris.ts'
import type { BoiteProps } from './boite.view.tsx'
import { jalonsDe } from './calendrier.ts'
import { TOUS_LES_TABLEAUX } from './exporter.ts'
import { enLigne, tetesDe } from './lignes.ts'
import { COLONNES_USUELLES, colonnesParmi } from './lignes.view.tsx'
import type { MesVuesProps } from './mes-vues.view.tsx'
import { colonnesGardees, type VueGardee, vuesGardees } from './preferences.queries.ts'
import type { Cocher } from './selection.view.tsx'

const TAILLES = [PAR_PAGE, 50, 100]
const COCHER: readonly Cocher[] = ['page', 'liste']

/** The inbox of an address, for whoever asks. A constant number of readings, whatever the list. */
export async function lireBoite(tx: Tx, c: Ctx): Promise<Omit<BoiteProps, 'site'>> {
  const ctx = ctxActeur(c)
  const { guichetId, instant } = ctx
  const query = new URL(c.req.url).searchParams
  const filtre = lireFiltre(query)
  const parPage = TAILLES.find(n => String(n) === c.req.query('par')) ?? PAR_PAGE
  const avant = lireRepere(filtre, c.req.query('avant'))
  const apres = avant ? undefined : lireRepere(filtre, c.req.query('apres'))
  const [lecteur, publies] = await Promise.all([lecteurDe(tx, ctx), appelsPublies(tx, guichetId)])
  // a call of others is not there, asked for or not
  const siens = publies.filter(a => ouvreAppel(lecteur.perimetres, a.appelId))
  const tous = siens.map(a => a.appel)
  const choisi = tous.find(a => a.slug === filtre.appel)
  const appels = choisi ? [choisi] : tous
  const seul = appels.length === 1 ? appels[0] : undefined
  const seulId = publies.find(a => a.appel === seul)?.appelId
  const sansComite = new Set(siens.filter(a => !a.appel.comite).map(a => a.appelId))
  const commun = c.req.query('totaux') === 'exacts' ? TOUS : undefined
  const { totaux, page } = await lireListe(tx, lecteur, { filtre, instant, commun, apres, avant, parPage })
  const ids = page.lignes.map(l => l.dossier_id)
  const vue = { ...SANS_FILTRE, appel: filtre.appel, suite: filtre.suite }
  // what somebody keeps, reads or began is theirs: whoever is shown their pages sees none of it
  const enVue = ctx.acteur.enVue !== undefined
  // asked together once the list is read, which tells the planner how to read it
  const [nonLus, instructeurs, epci, etiquettes, actes, comptes, gardees, codes, enveloppe, aJoindre] = await Promise.all([
    enVue ? new Map<string, number>() : nonLusParDossier(tx, { guichetId, compteId: lecteur.compteId, cote: 'service' }, ids),
    nomsDesInstructeurs(tx, guichetId, appelsDe(lecteur.perimetres)),
    valeursDe(tx, lecteur, 'epci', filtre.appel),
    valeursDe(tx, lecteur, 'etiquette', filtre.appel),
    enVue ? [] : actesDuMoment(tx, ctx),
    comptesParSuite(tx, lecteur, { ...vue, suite: [...SUITES] }, instant),
    enVue ? [] : vuesGardees(tx, lecteur),
    enVue ? undefined : colonnesGardees(tx, lecteur),
    seul && seulId ? aRepartir(tx, guichetId, seulId, seul) : undefined,
    enVue ? [] : documentsAJoindre(tx, ctx),
  ])
  const colonnes = codes ? colonnesParmi(codes) : COLONNES_USUELLES
  const rangs = colonnes.includes('priorite')
    ? await rangsEnListe(tx, guichetId, new Map(siens.map(a => [a.appelId, a.appel])), page.lignes, instant)
    : undefined
  const tetes = tetesDe(page.lignes, appels)
  const regles = reglesDe(tous)
  const personnes = instructeurs.map(p => ({ value: p.id, label: p.nom }))
  const donnees = { appels, personnes, epci, etiquettes, moi: lecteur.compteId }
  const par = { par: parPage === PAR_PAGE ? undefined : String(parPage) }
  const lien = (f: Filtre, plus: Record<string, string | undefined> = {}) => adresse(f, { ...par, ...plus })
  const place = (cle: 'apres' | 'avant', r: Repere | undefined) => r && lien(filtre, { [cle]: ecrireRepere(r) })
  const ici = { apres: apres && c.req.query('apres'), avant: avant && c.req.query('avant') }
  return {
    instant,
    actes,
    aJoindre,
    selection: instruit(ctx.acteur.roles)
      ? {
          cocher: COCHER.find(x => x === c.req.query('cocher')) ?? 'rien',
          requete: ecrireFiltre(filtre).toString(),
          nombre: totaux.partiel ? undefined : totaux.nombre,
          surLaPage: page.lignes.length,
          qui: quiDecide(appels),
          liens: {
            rien: `${lien(filtre, ici)}#liste`,
            page: `${lien(filtre, { ...ici, cocher: 'page' })}#liste`,
            liste: `${lien(filtre, { ...ici, cocher: 'liste' })}#liste`,
          },
        }
      : undefined,
    perimetre: libellePerimetre(perimetres(ctx.acteur.roles), publies),
    interims: (lecteur.interims ?? []).map(i => ({
      nom: i.nom,
      dernier: new Date(i.au.getTime() - 1),
      perimetre: libellePerimetre(i.perimetres, publies),
    })),
    appels: tous.map(a => ({ slug: a.slug, titre: a.titre, second: a.second, comite: a.comite !== undefined })),
    jalons: seul ? jalonsDe(seul, instant) : [],
    vues: vuesDe(comptes, filtre, lien).map(v => (v.libelle === MOT_COMITE ? { ...v, libelle: motPret(appels) } : v)),
    filtre,
    illisibles: illisiblesDe(query, filtre),
    donnees,
    actifs: filtresActifs(filtre, donnees).map(a => ({ libelle: a.libelle, href: lien(a.sans) })),
    tout: lien(vue),
    totaux: {
      ...totaux,
      enveloppe,
      exacts: totaux.partiel ? lien(filtre, { ...ici, totaux: 'exacts' }) : undefined,
    },
    lignes: page.lignes.map(l =>
      enLigne(
        { ...l, priorite: rangs?.get(l.dossier_id) },
        { appels: tous, regles, tetes, moi: lecteur.compteId, liste: ecrireListe(filtre), nonLus, sansComite: sansComite.has(l.appel_id) },
      ),
    ),
    mesVues: mesVuesDe(gardees, filtre),
    colonnes,
    retour: lien(filtre).split('?')[1] ?? '',
    exports: FORMATS_FEUILLE.map(f => ({ libelle: f.toUpperCase(), href: adresse(filtre, { format: f }) })),
    tableaux:
      seul && tableauxDe(seul).size > 0
        ? (['ods', 'xlsx'] as const).map(f => ({
            libelle: `Dossiers et tableaux (${f.toUpperCase()})`,
            href: adresse(filtre, { format: f, tableau: TOUS_LES_TABLEAUX }),
          }))
        : [],
    fiches: `${paths.instruction.fiches}?${ecrireFiltre(filtre)}`,
    tetes,
    tri: tri => triDe(filtre, tri, lien),
    pages: {
      debut: apres || avant ? lien(filtre) : undefined,
      precedents: place('avant', page.precedents),
      suivants: place('apres', page.suivants),
      par: parPage,
      tailles: TAILLES.map(n => ({ n, href: adresse(filtre, { par: n === PAR_PAGE ? undefined : String(n) }) })),
    },
    legende: `Dossiers déposés, ${(vueDe(filtre)?.libelle ?? 'liste choisie').toLowerCase()}`,
  }
}

type Lien = (f: Filtre) => string
/** Counts of the views do not follow the filters: they say what there is to do. */
function vuesDe(comptes: Awaited<ReturnType<typeof comptesParSuite>>, f: Filtre, lien: Lien): BoiteProps['vues'] {
  const tous = [...comptes.values()].reduce((s, x) => s + x.vivants, 0)
  return VUES.map(v => ({
    libelle: v.libelle,
    href: lien({ ...SANS_FILTRE, appel: f.appel, suite: [...v.suites] }),
    courant: vueDe(f) === v,
    compte: v.suites.length === 0 ? tous : v.suites.reduce((s, x) => s + (comptes.get(x)?.n ?? 0), 0),
    siPlein: v.siPlein,
  })).filter(v => v.compte > 0 || v.courant || !v.siPlein)
}

/** The reader's own views, and where to keep the filter of the page, unless one of them is it. */
function mesVuesDe(gardees: readonly VueGardee[], f: Filtre): MesVuesProps {
  const requete = ecrireFiltre(f).toString()
  const vues = gardees.map(v => ({ nom: v.nom, href: `${paths.instruction.boite}?${v.requete}`, courant: v.requete === requete }))
  const aGarder = filtreActif({ ...f, suite: [], appel: undefined }) && !vues.some(v => v.courant)
  return { vues, enregistrer: aGarder ? `${paths.instruction.vues}?${new URLSearchParams({ requete })}` : undefined }
}

/** The first press sorts the usual way, the next one the other way. */
function triDe(f: Filtre, tri: Tri, lien: Lien) {
  const inverse = f.sens === 'asc' ? 'desc' : 'asc'
  return f.tri === tri
    ? { sens: f.sens === 'asc' ? ('ascending' as const) : ('descending' as const), href: lien({ ...f, sens: inverse }) }
    : { href: lien({ ...f, tri, sens: TRIS[tri].sens }) }
}
