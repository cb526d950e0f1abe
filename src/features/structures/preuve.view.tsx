import type { Preuve } from '../../contexte.ts'
import { Badge } from '../../ui/blocs.tsx'
import { motPreuve } from './preuve.ts'

export const BadgePreuve = ({ preuve }: { preuve: Preuve }) => (
  <Badge ton={motPreuve(preuve).ton} icone>
    {motPreuve(preuve).mot}
  </Badge>
)
