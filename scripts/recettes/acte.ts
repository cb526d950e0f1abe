import type { Recette } from './recette.ts'

/** « Signaler »: whoever instructs a dossier points it out to the others; its history says so. */
export const acte: Recette = {
  nom: 'un acte',
  etapes: [
    {
      fichier: 'src/features/decret/dossier.rules.ts',
      apres: "  annoter: oui('Annoter', dans(VIVANTS, SERVICE)),\n",
      ajouter: "  signaler: oui('Signaler', { en_instruction: INSTRUISENT }),\n",
    },
    {
      fichier: 'src/features/decret/decret.rules.test.ts',
      apres: "  annoter: '- - ARSI ARSI ARSI ARSI ARSI ARSI ARSI ARSI - - ARSI ARSI',\n",
      ajouter: "  signaler: '- - - ARI - - - - - - - - - -',\n",
    },
    {
      fichier: 'src/features/journal/actes.ts',
      apres: "  'instruction.message': () => 'écrit au porteur',\n",
      ajouter: "  'instruction.signale': () => 'signale le dossier',\n",
    },
    {
      fichier: 'src/features/instruction/dossier/signaler.ts',
      contenu: `import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'

/** Points a dossier out: its history says by whom, and when. */
export const signaler = (ctx: ContexteActeur, dossierId: string): Promise<Result<void, RefusInstruction>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'signaler', dossierId)
    if (!lu.ok) return lu
    await journaliser(tx, ctx, 'instruction.signale', dossierId, {})
    return ok(undefined)
  })
`,
    },
    {
      fichier: 'src/paths/service.ts',
      apres: "    etiquettes: chemin('/instruction/dossiers/:id/etiquettes'),\n",
      ajouter: "    signalement: chemin('/instruction/dossiers/:id/signalement'),\n",
    },
    {
      fichier: 'src/features/instruction/dossier/suivi.routes.tsx',
      apres: "import { phraseAffectation, phraseEtiquette } from './phrases-suivi.ts'\n",
      ajouter: "import { signaler } from './signaler.ts'\n",
    },
    {
      fichier: 'src/features/instruction/dossier/suivi.routes.tsx',
      apres: '    .post(paths.instruction.etiquettes, exigeInstructeur, postEtiquettes)\n',
      ajouter: `    .post(paths.instruction.signalement, exigeInstructeur, async c => {
      const r = await signaler(ctxActeur(c), param(c, 'id'))
      return r.ok ? versDossier(c, 'signale') : repondreRefus(c, r.error)
    })
`,
    },
    {
      fichier: 'src/features/instruction/dossier/dossier.page.tsx',
      apres: "  pris: 'Le dossier vous est affecté.',\n",
      ajouter: "  signale: 'Le dossier est signalé.',\n",
    },
    {
      fichier: 'src/test/acces-instruction.ts',
      apres: "  post('affecter', l => i.priseEnCharge(l.id)),\n",
      ajouter: "  post('signaler', l => i.signalement(l.id)),\n",
    },
  ],
  suite: ['droits'],
  essais: ['src/features/decret', 'src/test/droits.test.ts'],
}
