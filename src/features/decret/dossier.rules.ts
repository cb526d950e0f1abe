import { type Droit, dans, droit } from './droit.rules.ts'

/** `rouvert`: filed, and being changed before the closing; what was filed stands until it is filed again. */
export const ETATS = [
  'brouillon',
  'depose',
  'rouvert',
  'en_instruction',
  'irrecevable',
  'preselectionne',
  'non_preselectionne',
  'au_comite',
  'delibere',
  'retenu',
  'liste_complementaire',
  'non_retenu',
  'sans_suite',
  'renonce',
  'abandonne',
  'retire',
] as const
export type Etat = (typeof ETATS)[number]
/** States of a filed dossier that the services read. One that its porteur opened again stands as it was filed. */
export const ETATS_INSTRUITS = [
  'depose',
  'en_instruction',
  'irrecevable',
  'preselectionne',
  'non_preselectionne',
  'au_comite',
  'delibere',
  'retenu',
  'liste_complementaire',
  'non_retenu',
  'sans_suite',
  'renonce',
  'retire',
] as const
export type EtatInstruit = (typeof ETATS_INSTRUITS)[number]
/** Whether something was filed, which stands whatever came after. */
export const aEteDepose = (etat: Etat) => etat !== 'brouillon' && etat !== 'abandonne'

const PORTEUR = ['porteur'] as const
const PROJET = ['porteur', 'partenaire'] as const
const SERVICE = ['administrateur', 'referent', 'referent_associe', 'referent_invite'] as const
/** Who works on the dossier: the one who leads it, or to whom it was given. */
const INSTRUISENT = ['administrateur', 'referent', 'referent_invite'] as const
/** Who decides what becomes of it. */
const MENENT = ['administrateur', 'referent'] as const

/** Once the comité has deliberated. */
const JUGES = ['delibere', 'retenu', 'liste_complementaire', 'non_retenu', 'sans_suite', 'renonce'] as const
/** Of a call in two temps, once the answers to the intentions were told. */
const REPONDUS = ['preselectionne', 'non_preselectionne'] as const
const INSTRUITS = ['en_instruction', 'irrecevable', ...REPONDUS, 'au_comite', ...JUGES] as const
const VIVANTS = ['depose', ...INSTRUITS] as const
/** Whoever waits to be let in writes their draft, and does not file it. */
const REDIGENT = { brouillon: [...PROJET, 'redacteur'] } as const
const ECRIT = ['brouillon', 'rouvert', 'preselectionne'] as const
const oui = droit<Etat>

/**
 * Who may do what on a dossier (C4.4, C5.1, C5.3). A draft belongs to the structures of its project, which alone read it; once filed nobody changes it, unless its porteur opens it
 * again or the service asks something. Before the relevé the service reads and notes; after it, it instructs; at the comité and after it the report no longer changes.
 */
export const DOSSIER = {
  remplir: oui('Remplir le dossier (un partenaire, les étapes qu’on lui a ouvertes)', { ...dans(ECRIT, PROJET), ...REDIGENT }),
  joindre: oui('Joindre une pièce', { ...dans(ECRIT, PROJET), ...REDIGENT }),
  retirer_piece: oui('Retirer une pièce', { ...dans(ECRIT, PROJET), ...REDIGENT }),
  associer: oui('Associer une structure', dans(ECRIT, PORTEUR)),
  // an answer to the service may change what a partner agreed to: see `modifiable`
  valider: oui('Valider le projet au nom de sa structure', dans([...ECRIT, 'en_instruction'], ['partenaire'])),
  decliner: oui('Décliner le projet', dans(ECRIT, ['partenaire'])),
  deposer: oui('Déposer', dans(ECRIT, PORTEUR)),
  abandonner: oui('Abandonner un brouillon', { brouillon: [...PORTEUR, 'redacteur'] }),
  // nobody outside knows that the comité has deliberated: until the notification a porteur may still withdraw
  retirer: oui('Retirer le dossier', dans(['depose', 'rouvert', 'en_instruction', 'preselectionne', 'au_comite', 'delibere'], PORTEUR)),
  renoncer: oui('Renoncer à l’aide, ou à son rang', dans(['retenu', 'liste_complementaire'], PORTEUR)),
  rouvrir: oui('Rouvrir avant la clôture', { depose: PORTEUR }),
  refermer: oui('Refermer sans déposer', { rouvert: PORTEUR }),
  deroger: oui('Accorder une clôture plus tardive', dans(ECRIT, ['administrateur'])),
  ecrire: oui('Écrire dans les échanges', { ...dans(VIVANTS, [...SERVICE, ...PROJET]), rouvert: PROJET }),
  // a partner prepares the answer in the étapes opened to it; the porteur sends it
  repondre_complement: oui('Préparer la réponse aux compléments', { en_instruction: PROJET }),
  envoyer_complement: oui('Envoyer la réponse aux compléments', { en_instruction: PORTEUR }),
  lire_accuse: oui('Lire l’accusé de réception', dans([...VIVANTS, 'rouvert', 'retire'], PROJET)),
  exporter: oui('Emporter le dossier', { ...dans(ETATS, PROJET), ...REDIGENT, abandonne: [...PROJET, 'redacteur'] }),
  dupliquer: oui('Reprendre dans un nouveau brouillon', dans(ETATS, PORTEUR)),

  lire: oui('Lire le dossier dans l’instruction', dans([...VIVANTS, 'retire'], [...SERVICE, 'direction'])),
  annoter: oui('Annoter', dans(VIVANTS, SERVICE)),
  etiqueter: oui('Étiqueter', dans(VIVANTS, SERVICE)),
  affecter: oui('Prendre en charge, affecter', { en_instruction: MENENT }),
  ouvrir: oui('Ouvrir le dossier à un autre référent', dans(VIVANTS, MENENT)),
  juger: oui('Se prononcer sur une règle', { en_instruction: INSTRUISENT }),
  demander_complement: oui('Demander des compléments', { en_instruction: INSTRUISENT }),
  decider_complement: oui('Accepter ou redemander une réponse', { en_instruction: INSTRUISENT }),
  demander_avis: oui('Demander un avis', { en_instruction: INSTRUISENT }),
  suivre_avis: oui('Relancer un organisme, dire ce que devient sa réserve', dans(['en_instruction', 'au_comite'], INSTRUISENT)),
  rendre_avis: oui('Rendre un avis', dans(['en_instruction', 'au_comite'], ['expert'])),
  rapporter: oui('Écrire le rapport d’analyse', { en_instruction: INSTRUISENT }),
  declarer_irrecevable: oui('Déclarer irrecevable', { en_instruction: MENENT }),
  annuler_irrecevabilite: oui('Annuler une irrecevabilité', { irrecevable: MENENT }),
  expliquer_ordre: oui(
    'Dire pourquoi un dossier passe avant un autre que son porteur avait mis devant',
    dans(['en_instruction', 'au_comite'], INSTRUISENT),
  ),
  preselectionner: oui('Répondre à une intention', { en_instruction: MENENT }),
  repecher: oui('Repêcher une intention qui fut refusée', { non_preselectionne: ['administrateur'] }),
  passer_au_comite: oui('Passer au comité', { en_instruction: MENENT }),
  decider: oui('Décider, dans un appel sans comité', dans(['au_comite', 'delibere'], MENENT)),
  revenir_du_comite: oui('Revenir sur un passage au comité auquel personne n’a donné suite', { au_comite: MENENT }),
  renvoyer_en_instruction: oui('Renvoyer en instruction', { au_comite: ['administrateur'] }),
} as const satisfies Record<string, Droit<Etat>>
