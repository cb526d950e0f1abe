import type { Preuve } from '../../contexte.ts'
import { type Ctx, ctxActeur } from '../../http.ts'
import { paths } from '../../paths.ts'
import type { Etape } from '../cahier/index.ts'
import { quandEnBref } from '../calendrier/index.ts'
import { texteDe } from '../contenu/index.ts'
import { relation } from '../decret/index.ts'
import { clotureDeLAppel, etatPour, fermeturesAnnoncees, modifiable, quandPour } from '../delais/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { faitsStructure, motEtat } from '../etats/index.ts'
import { formulaireDe, type Lecture } from '../examen/index.ts'
import { mesPartenairesVus, partenairesRelus, partenairesVus } from '../partenaires/index.ts'
import { preparerRegles } from '../recevabilite/index.ts'
import type { PlaceDuCalcul, Tete } from './cadre.view.tsx'
import { adressePieceDe, DossierRelu } from './relecture.view.tsx'

/** Head of a dossier's pages, at the instant of the request. */
export function teteDe(c: Ctx, d: Dossier): Tete {
  const { instant } = c.var.ctx
  const clos = etatPour(d, instant) === 'clos'
  const membre = relation(c.var.ctx.acteur, d) === 'porteur'
  return {
    id: d.id,
    numero: d.numero,
    titre: texteDe(d.contenu, 'titre') ?? '',
    ...(d.structure.declaree ? { declaree: { nom: d.structure.nom, structureId: d.structure.id } } : {}),
    ...(d.redigePar !== null && d.etat === 'brouillon' ? { enAttente: d.structure.nom } : {}),
    etat: motEtat(d.etat, clos, { aCompleter: d.complement !== undefined, etape: d.etape }),
    appel: {
      titre: d.version.appel.titre,
      slug: d.version.appel.slug,
      pieces: d.version.appel.pieces.map(p => p.code),
      calcul: placesDuCalcul(d),
    },
    // an answer has its own day, which is no closing: its pages say it
    ...((modifiable(d, instant) && !d.complement) || ((d.etat === 'brouillon' || d.etat === 'preselectionne') && clos)
      ? {
          delai: delaiDe(d, instant),
          gardee: d.derogation?.gardee === true && !clos && d.derogation.jusquAu > clotureDeLAppel(d, instant)!,
        }
      : {}),
    ...(modifiable(d, instant) && !d.complement ? { ferme: fermeturesAnnoncees(d, instant) } : {}),
    ...(membre && d.etat === 'rouvert' && !clos && d.deposeLe ? { rouvert: d.deposeLe } : {}),
    ...(!membre && modifiable(d, instant) ? { partenaires: mesPartenairesVus(c, d) } : {}),
  }
}

/** The questions of its form that its aid is computed from; those asked of everybody alone, as a page may not show the others. Then the table of expenses. */
function placesDuCalcul({ version: { appel, sha256 }, contenu }: Dossier): PlaceDuCalcul[] | undefined {
  if (appel.aide.calcul === undefined) return undefined
  const lus = new Set(preparerRegles(appel, sha256).lusParLAide.map(f => f.split(' . ')[0]!))
  const { etapes } = formulaireDe(appel, contenu)
  const questions = etapes.flatMap(e =>
    e.questions.filter(q => lus.has(q.id) && q.si === undefined).map(q => ({ etape: e.code, champ: q.id })),
  )
  const plan = etapes.find(e => e.blocs.includes('plan'))
  return plan && appel.plan === 'complet' ? [...questions, { etape: plan.code, champ: 'depenses' }] : questions
}

function delaiDe(d: Dossier, instant: Date): Tete['delai'] {
  const q = quandPour(d, instant)
  return q.presse ? { maintenant: instant, fin: q.cloture } : quandEnBref(q, instant)
}

export const preuveDe = (c: Ctx, d: Dossier): Preuve | undefined =>
  ctxActeur(c).acteur.structures.find(s => s.id === d.structure.id)?.preuve

/** The dossier read again, whole or some of its steps. */
export const relu = (c: Ctx, d: Dossier, l: Lecture, modifiable: boolean, etapes: readonly Etape[] = l.formulaire.etapes) => (
  <DossierRelu
    auPorteur
    appel={l.appel}
    etapes={etapes}
    contenu={l.contenu}
    aide={l.aide}
    pieces={d.pieces}
    visibles={l.visibilite}
    tableaux={l.tableaux}
    structures={l.structures}
    structure={faitsStructure(d.structure, preuveDe(c, d), d.version.appel)}
    partenaires={partenairesRelus(partenairesVus(d, c.var.ctx.instant))}
    adressePiece={adressePieceDe(d.id)}
    modifier={modifiable ? etape => paths.dossiers.etape(d.id, etape) : undefined}
  />
)
