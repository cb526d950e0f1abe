import { paths } from '../../paths.ts'
import { Onglets } from '../../ui/liens.tsx'

/** The parts of a dossier, each an address. A part joins `ONGLETS` below with its page. */
export type Onglet = 'juger' | 'dossier' | 'echanges' | 'complements' | 'avis' | 'analyse' | 'historique'
const ONGLETS: readonly { code: Onglet; libelle: string; href: (id: string) => string }[] = [
  { code: 'juger', libelle: 'Juger', href: paths.instruction.instruire },
  { code: 'dossier', libelle: 'Dossier', href: paths.instruction.dossier },
  { code: 'echanges', libelle: 'Échanges', href: paths.instruction.echanges },
  { code: 'complements', libelle: 'Compléments', href: paths.instruction.complements },
  { code: 'avis', libelle: 'Avis', href: paths.instruction.avis },
  { code: 'analyse', libelle: 'Analyse', href: paths.instruction.analyse },
  { code: 'historique', libelle: 'Historique', href: paths.instruction.historique },
]

type Cadre = { id: string; listeSuivie: string | undefined; version: number; comptes: Partial<Record<Onglet, string | undefined>> }

/** The way from one part of a dossier to another, the list followed by each. */
export const Parties = ({ cadre: c, onglet }: { cadre: Cadre; onglet: Onglet }) => (
  <Onglets
    nom="Parties du dossier"
    onglets={ONGLETS.map(o => ({
      libelle: o.libelle,
      href: paths.instruction.avecListe(o.href(c.id), c.listeSuivie),
      courant: o.code === onglet,
      compte: o.code === 'dossier' ? `version\u00a0${c.version}` : c.comptes[o.code],
    }))}
  />
)
