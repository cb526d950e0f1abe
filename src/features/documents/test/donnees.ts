import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type AccuseDonnees, type CahierDonnees, rendrePdf } from '../index.ts'

/** What an acknowledgement and a cahier des charges are made of, and how their PDF is read again. */
export const EMPREINTE = 'a3f5c1d2e4b6978811223344556677889900aabbccddeeff0123456789abcdef'
export const commun = {
  theme: 'etat',
  etabliLe: new Date('2021-09-17T21:59:59Z'),
  demonstration: false,
  emetteur: {
    blocMarque: ['Préfet', 'de Corse'],
    nom: 'Préfet de Corse',
    service: 'Secrétariat général pour les affaires de Corse',
    adresse: '1 place de l’Exemple\n20000 Ajaccio',
    courriel: 'numerique@guichet.example',
    telephone: '04 65 71 00 12',
  },
} as const
export const accuse: AccuseDonnees = {
  ...commun,
  emetteur: { ...commun.emetteur, blocMarque: [...commun.emetteur.blocMarque] },
  numero: 'ITN7-2021-0042',
  appel: 'Guichets territoriaux',
  structure: { nom: 'Commune de Bastelica', siren: '212000319' },
  titre: 'Un guichet en ligne pour les familles',
  volet: 'Une relation avec les usagers s’appuyant davantage sur le numérique',
  coutGlobal: 2_000_000,
  aideDemandee: 1_250_050,
  recuLe: new Date('2021-09-17T21:59:59Z'),
  empreinte: EMPREINTE,
  pieces: [{ intitule: 'Délibération', fichier: 'deliberation.pdf', octets: 284_113, sha256: 'b'.repeat(64) }],
  piecesManquantes: [],
  verdicts: [
    { etat: 'respectee', phrase: 'Coût global 20 000 € : le minimum de 5 000 € est atteint.', clause: 'C5.8' },
    { etat: 'respectee', phrase: 'La commune fait partie des porteurs admis.', clause: 'C2.1' },
    { etat: 'a_verifier', phrase: 'Les licences hors Union européenne restent marginales.', clause: 'C5.3' },
  ],
  recevabilite: {
    date: '2021-11-17',
    phrase: 'Sans réponse dans ce délai, votre dossier est réputé recevable.',
    fondement: 'décret 2018-514',
  },
  silence: { date: '2022-05-17', sens: 'rejet', fondement: 'article L231-4 3°' },
  recours: ['Recours gracieux auprès du service dans les deux mois.', 'Tribunal administratif dans les deux mois.'],
  verification: `https://guichet.example/verifier?numero=ITN7-2021-0042&empreinte=${EMPREINTE}`,
}
export const cahier: CahierDonnees = {
  ...commun,
  emetteur: accuse.emetteur,
  titre: 'Guichets territoriaux',
  reference: 'ITN7-AXE3-2021, version 2',
  essentiel: [{ libelle: 'Enveloppe', valeur: '794 000 €' }],
  sections: [
    { titre: 'Qui peut candidater', clause: 'C2', blocs: [{ genre: 'liste', elements: [{ texte: 'Les communes.', clause: 'C2.1' }] }] },
    {
      niveau: 2,
      titre: 'Ensemble',
      blocs: [{ genre: 'paragraphe', texte: 'Plusieurs structures portent un projet commun.', clause: 'C2.5' }],
    },
    {
      titre: 'Calendrier',
      blocs: [{ genre: 'tableau', legende: 'Échéances', entetes: ['Étape', 'Date'], lignes: [['Relevé', '20/09/2021']] }],
    },
  ],
}

export const ouvrir = (pdf: Uint8Array) => getDocument({ data: pdf.slice(), verbosity: 0 }).promise
/** The text as a reader copies it. */
export async function lire(pdf: Uint8Array): Promise<string> {
  const document = await ouvrir(pdf)
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, i) => (await document.getPage(i + 1)).getTextContent()),
  )
  const mots = pages.flatMap(p => p.items.map(i => ('str' in i ? i.str + (i.hasEOL ? '\n' : '') : '')))
  return mots.join('').replaceAll('\u00a0', ' ')
}
export const recolle = (s: string) => s.replace(/\s+/g, '')
export const accuseLu = async (ecart: Partial<AccuseDonnees>) => lire(await rendrePdf('accuse', { ...accuse, ...ecart }, { norme: 'UA-1' }))
