import type { Appel } from '../cahier/index.ts'
import type { Defaut } from './erreurs-schema.ts'
import { inconnu } from './references-clauses.ts'

type AvisPrevu = Appel['avis'][number]
/** What each opinion of the call names, and what its keys need beside one another: how it is asked depends on when it is due. Pure. */
export function referencesDesAvis(appel: Appel): Defaut[] {
  const pieces = appel.pieces.map(p => p.code)
  const etapes = [...new Set(appel.formulaires.flatMap(f => f.etapes.filter(e => !e.blocs.includes('depot')).map(e => e.code)))]
  const departements = appel.territoire.departements.map(d => d.code)
  const codes = appel.avis.map(a => a.code)
  const parmi = (quoi: string, cites: readonly string[] | undefined, connus: readonly string[], chemin: PropertyKey[]): Defaut[] =>
    (cites ?? []).flatMap((c, i) => (connus.includes(c) ? [] : [{ chemin: [...chemin, i], message: inconnu(quoi, c, connus) }]))
  return [
    ...appel.avis.flatMap((a, i) => [
      ...parmi('l’étape', a.montre, etapes, ['avis', i, 'montre']),
      ...parmi('la pièce', a.pieces, pieces, ['avis', i, 'pieces']),
      ...(a.piece === undefined || pieces.includes(a.piece)
        ? []
        : [{ chemin: ['avis', i, 'piece'], message: inconnu('la pièce', a.piece, pieces) }]),
      ...(a.quand === 'depot' ? avantLeDepot(a, i, appel) : demande(a, i)),
    ]),
    ...appel.contacts_internes.flatMap((c, i) => [
      ...(codes.includes(c.avis) ? [] : [{ chemin: ['contacts_internes', i, 'avis'], message: inconnu('l’avis', c.avis, codes) }]),
      ...parmi('le département', c.departements, departements, ['contacts_internes', i, 'departements']),
    ]),
  ]
}

/** The porteur has it before it files: a file, and nothing that anybody is asked. */
function avantLeDepot(a: AvisPrevu, i: number, appel: Appel): Defaut[] {
  const detrop = (['delai_jours', 'silence', 'question'] as const).filter(cle => a[cle] !== undefined)
  const piece = appel.pieces.find(p => p.code === a.piece)
  return [
    ...(a.piece === undefined
      ? [{ chemin: ['avis', i, 'quand'], message: 'un avis d’avant le dépôt est une pièce : ajoutez « piece », son code' }]
      : []),
    ...detrop.map(cle => ({
      chemin: ['avis', i, cle],
      surLaCle: true,
      message: `un avis d’avant le dépôt est joint par le porteur, et personne ne le demande : retirez « ${cle} »`,
    })),
    ...(a.force === 'conforme'
      ? [
          {
            chemin: ['avis', i, 'force'],
            message: 'un avis joint par le porteur ne peut pas lier : personne d’autre que lui ne l’a reçu. Écrivez « obligatoire »',
          },
        ]
      : []),
    ...(a.force === 'obligatoire' && piece && !piece.obligatoire
      ? [{ chemin: ['avis', i, 'force'], message: `cet avis est obligatoire, et la pièce « ${piece.code} » ne l’est pas` }]
      : []),
  ]
}

/** The service asks for it: until when, and what nobody answering means. */
function demande(a: AvisPrevu, i: number): Defaut[] {
  const manque = (cle: string, exemple: string): Defaut => ({
    chemin: ['avis', i, 'code'],
    message: `la clé « ${cle} » manque : ${exemple}`,
  })
  return [
    ...(a.delai_jours === undefined ? [manque('delai_jours', 'les jours donnés pour répondre, par exemple « delai_jours: 30 »')] : []),
    ...(a.silence === undefined ? [manque('silence', 'ce que veut dire l’absence de réponse, par exemple « silence: favorable »')] : []),
    ...(a.piece === undefined
      ? []
      : [
          {
            chemin: ['avis', i, 'piece'],
            surLaCle: true,
            message: '« piece » est d’un avis d’avant le dépôt (« quand: depot ») ; ce que l’organisme lit s’écrit dans « pieces »',
          },
        ]),
  ]
}
