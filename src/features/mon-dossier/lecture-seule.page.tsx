import type { Ctx } from '../../http.ts'
import { relu, teteDe } from '../cadre/index.ts'
import type { Etape } from '../cahier/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { avancement, lireRegles } from '../examen/index.ts'
import type { SuiviPartenaires } from '../partenaires/index.ts'
import { blocPartenaires } from '../partenaires/index.ts'
import { LectureSeulePage } from './lecture-seule.view.tsx'

/** A step as a partner reads it when it was not opened to it. */
export function pageLectureSeule(c: Ctx, d: Dossier, etape: Etape, suivi: SuiviPartenaires | undefined) {
  const l = lireRegles(d, c.var.ctx.instant)
  return (
    <LectureSeulePage
      site={c.var.site}
      tete={teteDe(c, d)}
      etapes={avancement(l, d.contenu)}
      etape={etape}
      porteur={d.structure.nom}
      relecture={relu(c, d, l, false, [etape])}
      partenaires={etape.blocs.includes('partenaires') && blocPartenaires(c, d, suivi)}
    />
  )
}
