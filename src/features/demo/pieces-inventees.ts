import type { Deps } from '../../http.ts'
import { formatJour } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { type Bloc, type CahierDonnees, rendrePdf } from '../documents/index.ts'
import { type Fichier, garderOctets } from '../fichiers/index.ts'
import type { DossierInvente } from './jeu.ts'

type Piece = { code: string; intitule: string; structure: string; dossier: DossierInvente; instant: Date }

/** A PDF that says that it is invented, in the storage like any other piece. */
export async function pieceInventee(d: Pick<Deps, 'stockage' | 'config'>, p: Piece): Promise<Fichier> {
  const pdf = await rendrePdf('cahier-des-charges', donnees(d, p), { norme: 'UA-1' })
  return { nom: `${p.code}.pdf`, type: 'pdf', ...(await garderOctets(d.stockage, p.instant, pdf)) }
}

function donnees({ config }: Pick<Deps, 'config'>, p: Piece): CahierDonnees {
  const { service } = config.guichet
  return {
    theme: config.guichet.theme,
    emetteur: {
      blocMarque: null,
      nom: p.structure,
      service: p.structure,
      adresse: config.guichet.territoire.nom,
      courriel: service.courriel,
      telephone: service.telephone,
    },
    etabliLe: p.instant,
    demonstration: true,
    titre: p.intitule,
    sousTitre: p.dossier.titre || p.structure,
    reference: `${p.structure}, ${p.intitule}`,
    essentiel: [
      { libelle: 'Structure', valeur: p.structure },
      { libelle: 'Date', valeur: formatJour(p.instant) },
    ],
    sections: [
      {
        titre: 'Pièce inventée',
        blocs: [
          { genre: 'paragraphe', texte: 'Cette pièce a été faite pour la démonstration. Elle n’engage personne.' },
          ...plan(p.dossier),
        ],
      },
    ],
  }
}

const plan = ({ ressources: r }: DossierInvente): Bloc[] =>
  r
    ? [
        {
          genre: 'tableau',
          legende: 'Ressources',
          entetes: ['Origine', 'Montant'],
          lignes: [
            ['Aide demandée', formatEuros(r.aide ?? 0)],
            ['Part de la structure', formatEuros(r.part ?? 0)],
            ['Autres financements', formatEuros(r.autres ?? 0)],
          ],
        },
      ]
    : []
