import type { ModeleActe } from '../../cahier/index.ts'
import type { NatureActe } from '../acte.rules.ts'

const objet = {
  titre: 'Objet',
  texte: [
    'Une aide est attribuée à {structure}, ci-après «\u00a0le bénéficiaire\u00a0», pour réaliser le projet «\u00a0{projet}\u00a0», décrit dans le dossier n°\u00a0{numero}.',
  ],
}
const communs = [
  {
    titre: 'Montant',
    texte: [
      'Le coût global prévisionnel du projet est de {cout}.',
      'L’aide est d’un montant maximal de {montant} ({montant_en_lettres}).',
      'Elle est calculée sur une dépense éligible prévisionnelle de {base} hors taxes, au taux de {taux}. Si la dépense éligible réelle est inférieure, l’aide est réduite en proportion.',
    ],
  },
  { titre: 'Conditions particulières', texte: ['{conditions}'] },
  {
    titre: 'Calendrier',
    texte: [
      'Le projet commence à la date de signature du présent acte et s’achève dans un délai de {duree}. Ce délai peut être prolongé par avenant, à la demande du bénéficiaire, avant son terme.',
    ],
  },
  {
    titre: 'Versements',
    texte: [
      'Une avance de {avance} au plus ({avance_taux} de l’aide) peut être versée après la signature.',
      'Des acomptes sont versés selon l’avancement, sur justification des dépenses.',
      'Avance et acomptes ne dépassent pas {acomptes} ({acomptes_taux} de l’aide).',
      'Le solde est versé après l’achèvement, au vu du bilan final et des dépenses réelles.',
    ],
  },
  {
    titre: 'Reversement',
    texte: [
      'Le service demande le reversement de tout ou partie des sommes versées si le projet est abandonné, si son objet est modifié sans accord, si les dépenses justifiées sont inférieures aux sommes versées, ou si les aides publiques dépassent le coût réel.',
    ],
  },
]
const preambule = {
  vus: [
    'l’appel à projets «\u00a0{appel}\u00a0» et son cahier des charges',
    'la demande n°\u00a0{numero} déposée le {depose_le} par {structure}',
    'la décision notifiée le {decision_le}',
  ],
  considerants: ['que le projet «\u00a0{projet}\u00a0» a été retenu'],
}

/** The usual acts, for a call that gives none. */
export const USUELS: Record<NatureActe, ModeleActe> = {
  arrete: {
    titre: 'Arrêté portant attribution d’une aide à {structure}',
    ...preambule,
    articles: [objet, ...communs, { titre: 'Exécution', texte: ['{service} est chargé de l’exécution du présent arrêté.'] }],
  },
  convention: {
    titre: 'Convention attributive d’une aide à {structure}',
    ...preambule,
    articles: [
      objet,
      ...communs,
      {
        titre: 'Engagements du bénéficiaire',
        texte: ['Le bénéficiaire réalise le projet tel qu’il est décrit, et conserve les pièces justificatives dix ans.'],
      },
    ],
  },
  avenant: {
    titre: 'Avenant à l’acte n°\u00a0{acte_initial}',
    vus: [
      'l’acte n°\u00a0{acte_initial} qui attribue une aide à {structure} pour le projet «\u00a0{projet}\u00a0»',
      'la demande du bénéficiaire',
    ],
    considerants: ['le motif de la demande\u00a0: {motif}'],
    articles: [
      { titre: 'Délai', texte: ['Le projet s’achève au plus tard le {nouvelle_fin}.'] },
      {
        titre: 'Montant',
        texte: [
          'Le montant maximal de l’aide, de {montant_avant}, est {porte_ou_ramene} à {nouveau_montant} ({nouveau_montant_en_lettres}).',
          'L’aide est calculée sur la même dépense éligible prévisionnelle, {base} hors taxes, au taux de {nouveau_taux}.',
          'L’avance, si elle n’est pas versée, est de {nouvelle_avance} au plus ({avance_taux} du nouveau montant).',
          'Avance et acomptes ne dépassent pas {nouveaux_acomptes} ({acomptes_taux} du nouveau montant).',
        ],
      },
      { titre: 'Objet', texte: ['L’objet du projet est modifié ainsi\u00a0: {nouvel_objet}'] },
      { titre: 'Structures du projet', texte: ['Les structures du projet changent ainsi\u00a0: {nouveau_partenaire}'] },
      { titre: 'Autres dispositions', texte: ['Les autres dispositions de l’acte n°\u00a0{acte_initial} restent applicables.'] },
    ],
  },
}
