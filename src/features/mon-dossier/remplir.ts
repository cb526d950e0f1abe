import { type Etape, voletDe } from '../cahier/index.ts'
import { champsDesLignes, champsPossibles, listesDe, structuresDuProjet } from '../champs/index.ts'
import { type Contenu, listeDe, texteDe } from '../contenu/index.ts'
import { champOuvert, type Dossier } from '../dossiers/index.ts'
import { lireRegles } from '../examen/index.ts'
import { motsDuPlan, planDe, reglageDe } from '../plan/index.ts'
import { appliquerGeste, fusionner, type Geste, type RefusGeste, type Saisie } from '../saisie/index.ts'

/** Whose form it is, and when it came. */
type Main = { nom: string; instant: Date }
/** `refusGeste`: why the button's gesture on a list was not done. */
export type Rempli = ReturnType<typeof fusionner> & { refusGeste: RefusGeste | undefined }

/** What a dossier holds once the form of one of its steps is read into it. Pure. */
export function remplir(d: Dossier, etape: Etape, saisie: Saisie, par: Main): Rempli {
  const { appel } = d.version
  const volet = saisie.champs.volet?.[0] ?? texteDe(d.contenu, 'volet')
  const fusion = fusionnerAvecGestes(d, etape, volet, saisie, par)
  const lu = sansActionsDAilleurs(d, fusion.contenu)
  // what is computed from the answers is kept with them, for whoever reads them without their rules
  const contenu = appel.aide.calcul === undefined ? lu : lireRegles({ ...d, contenu: lu }, par.instant).contenu
  const equilibre = equilibrer(d, contenu, saisie)
  return equilibre ? { ...fusion, contenu: equilibre, changes: [...fusion.changes, 'part'] } : { ...fusion, contenu }
}

/** The structure's share takes the gap that the pressed button said, when that is still the gap once everything typed is read: an amount that nobody has seen is not written. */
function equilibrer({ version: { appel }, complement }: Dossier, contenu: Contenu, { equilibrer: ecart }: Saisie): Contenu | undefined {
  if (ecart === undefined || complement) return undefined
  const { remede } = motsDuPlan(planDe(appel, contenu), reglageDe(appel))
  return remede?.ecart === ecart ? { ...contenu, valeurs: { ...contenu.valeurs, part: remede.part } } : undefined
}

const QUI_RETIRENT: readonly Geste['quoi'][] = ['retirer', 'revenir']
/** Rows are added or brought back first, so that what was typed in them is read; those to remove go last, with what they hold. */
function fusionnerAvecGestes(d: Dossier, etape: Etape, volet: string | undefined, s: Saisie, par: Main) {
  const { appel } = d.version
  const faits: string[] = []
  let refusGeste: RefusGeste | undefined
  const appliquer = (contenu: Contenu, gestes: readonly Geste[]) =>
    gestes.reduce((c, g) => {
      const r = appliquerGeste(c, g, appel, par.nom, par.instant)
      if (!r.ok) refusGeste = r.error
      else if (r.value.change) faits.push(g.quoi)
      return r.ok ? r.value.contenu : c
    }, contenu)
  const ouvert = (nom: string) => !d.complement || champOuvert(d.complement.points, etape.code, nom)
  const gestes = (s.gestes ?? []).filter(g => (g.quoi === 'retablir' || listesDe(appel, etape).includes(g.liste)) && ouvert('.'))
  const debut = appliquer(
    d.contenu,
    gestes.filter(g => !QUI_RETIRENT.includes(g.quoi)),
  )
  const fusion = fusionner(
    debut,
    [
      ...champsPossibles(appel, etape, debut, { volet, structures: structuresDuProjet(d) }),
      ...champsRetires({ ...d, contenu: debut }, etape),
    ].filter(c => ouvert(c.nom)),
    s,
  )
  const contenu = appliquer(
    fusion.contenu,
    gestes.filter(g => QUI_RETIRENT.includes(g.quoi)),
  )
  return { ...fusion, contenu, changes: [...fusion.changes, ...faits], refusGeste }
}

/** The cells of rows removed lately: what somebody was typing there is kept with the row, which can be restored. */
const champsRetires = ({ version, contenu }: Dossier, etape: Etape) => {
  const listes = listesDe(version.appel, etape)
  return contenu.retraits
    .flatMap(r => r.lignes)
    .filter(l => listes.includes(l.liste))
    .flatMap(l => champsDesLignes(version.appel, contenu, l.liste, [l.ligne]))
}

/** Actions of the volet that was chosen before are not actions of this one. */
function sansActionsDAilleurs({ version }: Dossier, contenu: Contenu): Contenu {
  const actions = listeDe(contenu, 'actions')
  const codes = voletDe(version.appel, texteDe(contenu, 'volet') ?? '')?.actions.map(a => a.code) ?? []
  if (!actions || actions.every(a => codes.includes(a))) return contenu
  return { ...contenu, valeurs: { ...contenu.valeurs, actions: actions.filter(a => codes.includes(a)) } }
}
