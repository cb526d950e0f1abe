import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import type { Suite } from './liste/filtres.ts'

export type SuiteDonnee = {
  id: string
  suite: Suite
  etat: string
  aTrancher: number
  pointsRecus: number
  pointsAttendus: number
  complementAvant: Date | undefined
  /** The day of the answer is past. */
  enRetard: boolean
  /** The call has no comité: the service decides, then the authority signs. */
  sansComite?: boolean
  /** Where the intentions of its call are answered, while it is one. */
  preselection: string | undefined
  /** Day on which the call collects its dossiers, still to come. */
  releve: string | undefined
  /** When the service owes what it owes next. */
  echeance: Date | undefined
}
export type AFaire = {
  /** « trancher 2 règles ». */
  quoi: string
  pour?: Date | undefined
  /** The one primary act: a page, or an act done at once. */
  lien?: { libelle: string; href: string } | undefined
  acte?: { libelle: string; action: string } | undefined
}

const CLOS: Record<string, string> = {
  retire: 'rien, la structure a retiré ce dossier',
  irrecevable: 'rien, ce dossier est irrecevable',
  retenu: 'rien, ce dossier est retenu',
  liste_complementaire: 'rien, ce dossier est sur la liste complémentaire',
  non_preselectionne: 'rien, ce projet n’est pas présélectionné',
  non_retenu: 'rien, ce dossier n’est pas retenu',
  sans_suite: 'rien, ce dossier est classé sans suite',
  renonce: 'rien, la structure a renoncé',
}

/** What the service does next with a dossier, and the button that leads there. Pure. */
export function aFaire(s: SuiteDonnee): AFaire {
  const p = paths.instruction
  const pour = s.echeance
  const regles = pluriel(s.aTrancher, 'règle')
  if (s.preselection && (s.suite === 'analyser' || s.suite === 'presenter'))
    return { quoi: 'répondre à l’intention, avec les autres', pour, lien: { libelle: 'Ouvrir la présélection', href: s.preselection } }
  switch (s.suite) {
    case 'releve':
      if (s.etat === 'preselectionne') return { quoi: 'attendre le dossier complet' }
      return { quoi: s.releve ? `attendre le relevé des dossiers, le ${s.releve}` : 'attendre le relevé des dossiers' }
    case 'prendre':
      return { quoi: 'prendre ce dossier en charge', pour, acte: { libelle: 'Prendre en charge', action: p.priseEnCharge(s.id) } }
    case 'examiner':
      return {
        quoi: `examiner ${pluriel(s.pointsRecus, 'réponse')}`,
        pour,
        lien: { libelle: `Examiner ${pluriel(s.pointsRecus, 'réponse')}`, href: p.complements(s.id) },
      }
    case 'attendre':
      return {
        quoi: s.enRetard
          ? `décider de la suite\u00a0: ${pluriel(s.pointsAttendus, 'réponse')} en retard`
          : `attendre ${pluriel(s.pointsAttendus, 'réponse')} du porteur`,
        pour: s.enRetard ? undefined : s.complementAvant,
        lien: { libelle: 'Voir la demande', href: p.complements(s.id) },
      }
    case 'verifier':
      return {
        quoi: `trancher ${regles}`,
        pour,
        lien: { libelle: `Trancher ${regles}`, href: p.instruire(s.id) },
      }
    case 'analyser':
      return { quoi: 'finir la fiche d’analyse', pour, lien: { libelle: 'Ouvrir l’analyse', href: p.analyse(s.id) } }
    case 'presenter':
      if (s.sansComite) return { quoi: 'dire le dossier prêt', pour, lien: { libelle: 'Dire prêt à décider', href: p.comite(s.id) } }
      return { quoi: 'passer le dossier au comité', pour, lien: { libelle: 'Passer au comité', href: p.comite(s.id) } }
    case 'comite':
      if (s.sansComite && s.etat === 'au_comite') return { quoi: 'décider', pour, lien: { libelle: 'Décider', href: p.decision(s.id) } }
      return { quoi: s.etat === 'delibere' ? 'rien avant la notification de la décision' : 'rien avant la séance du comité' }
    case 'clos':
      return { quoi: CLOS[s.etat] ?? 'rien' }
  }
}
