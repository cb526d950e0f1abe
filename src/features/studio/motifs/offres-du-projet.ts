import { entre, type Groupe, groupe, liste, texte } from './lire-brut.ts'
import type { Nommee } from './offre.ts'

/** Names that come from the volets, the natures of expense, the pieces and the other calls of a call. */
export function duProjet(appel: Groupe): Nommee[] {
  const volets = liste(appel.volets)
  const annees = Array.from({ length: 10 }, (_, i) => i + 1)
  const obtenues = (nom: string, quoi: string): Nommee[] => [
    [nom, { genre: 'montant', dit: quoi, sorte: 'autres' }],
    ...annees.map(
      (n): Nommee => [
        `${nom} . sur_${n}_${n > 1 ? 'ans' : 'an'}`,
        { genre: 'montant', dit: `${quoi} depuis ${n > 1 ? `${n}\u00a0ans` : 'un an'}`, sorte: 'autres' },
      ],
    ),
  ]
  return [
    ...volets.map(
      (v): Nommee => [
        `dossiers du porteur . ${String(v.code)}`,
        { genre: 'nombre', dit: `le nombre de dossiers de la structure dans ${entre(texte(v.titre))}`, sorte: 'autres' },
      ],
    ),
    ...volets.flatMap(v =>
      liste(v.actions).map((a): Nommee => {
        const mot = entre(texte(a.libelle) || String(a.code))
        return [
          `actions . ${String(a.code)}`,
          { genre: 'oui_non', dit: '', sorte: 'projet', oui: `L’action ${mot} est choisie`, non: `L’action ${mot} n’est pas choisie` },
        ]
      }),
    ),
    ...liste(appel.natures).flatMap(n =>
      (['dépenses', 'dépenses aidées'] as const).map(
        (d): Nommee => [
          `${d} . ${String(n.code)}`,
          { genre: 'montant', dit: `${d === 'dépenses' ? 'la dépense' : 'la dépense aidée'} ${entre(texte(n.libelle))}`, sorte: 'depense' },
        ],
      ),
    ),
    ...[...liste(appel.pieces), ...liste(groupe(groupe(appel.phases).dossier_complet).pieces)].map((p): Nommee => {
      const mot = entre(texte(p.libelle) || String(p.code))
      return [
        `pièces . ${String(p.code)}`,
        { genre: 'oui_non', dit: '', sorte: 'piece', oui: `La pièce ${mot} est jointe`, non: `La pièce ${mot} n’est pas jointe` },
      ]
    }),
    ...obtenues('aides obtenues du porteur', 'les aides obtenues par la structure'),
    ...Object.keys(groupe(appel.antecedents)).flatMap((code): Nommee[] => [
      ...obtenues(`aides obtenues du porteur . ${code}`, `les aides obtenues par la structure de l’appel ${entre(code)}`),
      [
        `lauréat . ${code}`,
        {
          genre: 'oui_non',
          dit: '',
          sorte: 'autres',
          oui: `La structure est lauréate de l’appel ${entre(code)}`,
          non: `La structure n’est pas lauréate de l’appel ${entre(code)}`,
        },
      ],
    ]),
  ]
}
