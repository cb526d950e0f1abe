import type { GuichetConfig } from '../../config.ts'

/** Who a mail says that it is from, and where answers go. `adresse`: absent, that of the installation. */
export type Entetes = { de: { nom: string; adresse?: string }; repondreA?: string }
export type Expedition = Pick<GuichetConfig, 'nom' | 'courriels'>

/** Nothing that would end a header: what is kept is checked, what comes from a file is too. */
const surUneLigne = (s: string) =>
  s
    .split(/\p{Cc}+|\u2028|\u2029/u)
    .join(' ')
    .trim()

export const entetesDe = ({ nom, courriels: { expediteur, repondreA } }: Expedition): Entetes => ({
  de: { nom: surUneLigne(nom), ...(expediteur ? { adresse: surUneLigne(expediteur) } : {}) },
  ...(repondreA ? { repondreA: surUneLigne(repondreA) } : {}),
})

/** A mail as it leaves: its text, its link, the signature of the guichet. `-- `: what mail programs fold away in an answer (RFC 3676). */
export const texteEnvoye = (texte: string, lien: string | undefined, { courriels: { signature } }: Expedition) =>
  `${[texte, ...(lien ? [lien] : []), ...(signature ? [`-- \n${signature}`] : [])].join('\n\n')}\n`

/** The address of « Guichet <guichet@prefecture.example> », as an environment may say it. */
export const adresseSeule = (expediteur: string) => /<([^<>]+)>\s*$/.exec(expediteur)?.[1] ?? expediteur
