import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { appelsPublies } from '../../appels/index.ts'
import { tableauxDe } from '../../cahier/index.ts'
import { documentsAJoindre } from '../../enveloppes/index.ts'
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
  filtresActifs,
  illisiblesDe,
  lireFiltre,
  PAR_PAGE,
  SANS_FILTRE,
  SUITES,
  TAILLES,
} from '../liste/filtres.ts'
import { motPret, quiDecide, vueDe } from '../liste/liste.mots.ts'
import { comptesDesVues, lireListe, TOUS, valeursDe } from '../liste/liste.queries.ts'
import { ecrireListe, lirePlace } from '../liste/liste.ts'
import { reglesDe } from '../liste/noms.ts'
import { phrasesDe } from '../liste/phrases.queries.ts'
import { ecrireRepere, lireRepere, type Repere, TRIS, type Tri } from '../liste/tris.ts'
import type { BoiteProps } from './boite.view.tsx'
import { jalonsDe } from './calendrier.ts'
import { TOUS_LES_TABLEAUX } from './exporter.ts'
import { enLigne, tetesDe } from './lignes.ts'
import { COLONNES_USUELLES, colonnesParmi } from './lignes.view.tsx'
import { preferencesDe, SANS_PREFERENCE, vuesGardees } from './preferences.queries.ts'
import type { Cocher } from './selection.view.tsx'
import { suiteDe, verdictQuiDemande } from './suite.ts'
import { videDe } from './vide.ts'
import { ongletsDe, retenirVue, sansFiltreDe, vuesGardeesVues } from './vues.ts'

const COCHER: readonly Cocher[] = ['page', 'liste']

/** The inbox of an address, for whoever asks. A constant number of readings, whatever the list. */
export async function lireBoite(tx: Tx, c: Ctx): Promise<Omit<BoiteProps, 'site'>> {
  const ctx = ctxActeur(c)
  const { guichetId, instant } = ctx
  const query = new URL(c.req.url).searchParams
  const filtre = lireFiltre(query)
  const ici = lirePlace(filtre, query)
  const parPage = Number(ici.par ?? PAR_PAGE)
  const [lecteur, publies] = await Promise.all([lecteurDe(tx, ctx), appelsPublies(tx, guichetId)])
  // a call of others is not there, asked for or not
  const siens = publies.filter(a => ouvreAppel(lecteur.perimetres, a.appelId))
  const tous = siens.map(a => a.appel)
  const choisi = tous.find(a => a.slug === filtre.appel)
  const appels = choisi ? [choisi] : tous
  const seul = appels.length === 1 ? appels[0] : undefined
  const parId = new Map(siens.map(a => [a.appelId, a.appel]))
  const sansComite = new Set(siens.filter(a => !a.appel.comite).map(a => a.appelId))
  const places = { apres: lireRepere(filtre, ici.apres), avant: lireRepere(filtre, ici.avant) }
  const commun = query.get('totaux') === 'exacts' ? TOUS : undefined
  const { totaux, page, approchee } = await lireListe(tx, lecteur, { filtre, instant, commun, ...places, parPage })
  const ids = page.lignes.map(l => l.dossier_id)
  const tout = sansFiltreDe(filtre)
  // what somebody keeps, reads or began is theirs: whoever is shown their pages sees none of it
  const enVue = ctx.acteur.enVue !== undefined
  const demandes = page.lignes.flatMap(l => {
    const v = verdictQuiDemande(l)
    return v ? [{ dossier: l.dossier_id, depot: l.depot_id, regle: v.regle }] : []
  })
  // asked together once the list is read, which tells the planner how to read it
  const [nonLus, phrases, instructeurs, epci, etiquettes, actes, comptes, gardees, preferences, aJoindre] = await Promise.all([
    enVue ? new Map<string, number>() : nonLusParDossier(tx, { guichetId, compteId: lecteur.compteId, cote: 'service' }, ids),
    phrasesDe(tx, demandes),
    nomsDesInstructeurs(tx, guichetId, appelsDe(lecteur.perimetres)),
    valeursDe(tx, lecteur, 'epci', filtre.appel),
    valeursDe(tx, lecteur, 'etiquette', filtre.appel),
    enVue ? [] : actesDuMoment(tx, ctx),
    comptesDesVues(tx, lecteur, { ...SANS_FILTRE, appel: filtre.appel, suite: [...SUITES] }, instant),
    enVue ? [] : vuesGardees(tx, lecteur),
    enVue ? SANS_PREFERENCE : preferencesDe(tx, lecteur),
    enVue ? [] : documentsAJoindre(tx, ctx),
  ])
  const lit = { tx, lecteur, instant }
  const instruisant = instruit(ctx.acteur.roles)
  const gardeesVues = await vuesGardeesVues(lit, gardees, filtre)
  if (!enVue) await retenirVue(tx, lecteur, { filtre, gardees, derniere: preferences.derniere })
  const colonnes = preferences.colonnes ? colonnesParmi(preferences.colonnes) : COLONNES_USUELLES
  const rangs = colonnes.includes('priorite') ? await rangsEnListe(tx, guichetId, parId, page.lignes, instant) : undefined
  const tetes = colonnes.includes('recevabilite') ? tetesDe(page.lignes, appels) : []
  const regles = reglesDe(tous)
  const personnes = instructeurs.map(p => ({ value: p.id, label: p.nom }))
  const donnees = { appels, personnes, epci, etiquettes, moi: lecteur.compteId }
  const par = { par: ici.par }
  const lien = (f: Filtre, plus: Record<string, string | undefined> = {}) => adresse(f, { ...par, ...plus })
  const place = (cle: 'apres' | 'avant', r: Repere | undefined) => r && lien(filtre, { [cle]: ecrireRepere(r) })
  const liste = ecrireListe(filtre, ici)
  const vue = vueDe(filtre)
  const contexte = { appels: tous, regles, tetes, moi: lecteur.compteId, liste, nonLus }
  const actifs = [
    ...(filtre.parmi.length > 0 ? [{ libelle: 'Dossiers choisis', href: lien({ ...filtre, parmi: [] }) }] : []),
    ...filtresActifs(filtre, donnees).map(a => ({ libelle: a.libelle, href: lien(a.sans) })),
  ]
  const vide = await videDe(lit, { filtre, approchee, actifs: actifs.length, tout, comptes, total: totaux.nombre })
  return {
    titre: vue?.suites.length && vue.parEcheance ? 'Dossiers à traiter' : 'Dossiers déposés',
    instant,
    actes,
    aJoindre,
    selection: instruisant
      ? {
          cocher: COCHER.find(x => x === c.req.query('cocher')) ?? 'rien',
          requete: liste ?? '',
          nombre: totaux.partiel ? undefined : totaux.nombre,
          surLaPage: page.lignes.length,
          qui: quiDecide(appels),
          liens: {
            rien: `${lien(filtre, { ...ici })}#liste`,
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
    vues: ongletsDe(comptes, filtre, { lien, instruit: instruisant, pret: motPret(appels) }),
    ...gardeesVues,
    filtre,
    approchee,
    par: parPage,
    illisibles: illisiblesDe(query, filtre),
    donnees,
    actifs,
    tout: lien(tout),
    totaux: { ...totaux, exacts: totaux.partiel ? lien(filtre, { ...ici, totaux: 'exacts' }) : undefined },
    lignes: page.lignes.map(l => {
      const appel = parId.get(l.appel_id)
      const suite = suiteDe(l, {
        regles,
        phrase: phrases.get(l.dossier_id),
        sansComite: sansComite.has(l.appel_id),
        preselection: appel?.second && paths.instruction.preselection(appel.slug),
        instant,
      })
      const ensuite = { ...suite, href: suite.href && paths.instruction.avecListe(suite.href, liste) }
      const ligne = enLigne({ ...l, priorite: rangs?.get(l.dossier_id) }, { ...contexte, sansComite: sansComite.has(l.appel_id) })
      return { ...ligne, ensuite }
    }),
    vide,
    colonnes,
    touches: preferences.touches,
    retour: liste ?? '',
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
      debut: places.apres || places.avant ? lien(filtre) : undefined,
      precedents: place('avant', page.precedents),
      suivants: place('apres', page.suivants),
      tailles: TAILLES.map(n => ({ n, href: adresse(filtre, { par: n === PAR_PAGE ? undefined : String(n) }) })),
    },
    legende: `Dossiers, ${vue ? vue.libelle.toLowerCase() : 'liste choisie'}`,
  }
}

type Lien = (f: Filtre) => string
/** The first press sorts the usual way, the next one the other way. */
function triDe(f: Filtre, tri: Tri, lien: Lien) {
  const inverse = f.sens === 'asc' ? 'desc' : 'asc'
  return f.tri === tri
    ? { sens: f.sens === 'asc' ? ('ascending' as const) : ('descending' as const), href: lien({ ...f, sens: inverse }) }
    : { href: lien({ ...f, tri, sens: TRIS[tri].sens }) }
}
