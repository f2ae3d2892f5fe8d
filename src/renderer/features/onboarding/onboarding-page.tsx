import { useEffect } from 'react';
import { call } from '../../api/api';
import { useAppState } from '../../state/app-store';
import { useExchangesStore } from '../../state/exchanges-store';
import { runAction } from '../../state/notices-store';
import { Button } from '../../ui/button';
import { LogoMark } from '../../ui/yard-mark';
import { CopyButton } from '../../ui/copy-button';
import { ClientLines, copyClientLines } from '../connect';
import { useProvidersStore } from '../providers';
import { AnswerStep } from './answer-step';
import { findFirstSince, useOnboardingStore, type Step } from './onboarding-store';
import { RailStop, type StopState } from './rail-stop';
import { RunStep } from './run-step';
import styles from './onboarding-page.module.css';

const ORDER: readonly Step[] = ['answer', 'connect', 'run'];

function stateOf(stop: Step, current: Step): StopState {
  const distance = ORDER.indexOf(stop) - ORDER.indexOf(current);
  return distance < 0 ? 'done' : distance === 0 ? 'here' : 'ahead';
}

/** The first run: from nothing to the first routed request, in three stops. Any of them can be left out. */
export function OnboardingPage() {
  const state = useAppState();
  const { step, goTo, waitingSince } = useOnboardingStore();
  const first = useExchangesStore((store) => findFirstSince(store.rows, step === 'run' ? waitingSince : null));
  const loadPresets = useProvidersStore((store) => store.loadPresets);
  useEffect(() => void loadPresets(), [loadPresets]);
  const finish = () => void runAction(() => call('app.finish-first-run'));
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <LogoMark />
        Switchyard
        <span className={styles.skip}>
          <Button variant="ghost" size="small" onClick={finish}>
            Skip, I will set it up myself
          </Button>
        </span>
      </header>
      <main className={styles.scroller}>
        <div className={styles.body}>
          <h1 className={styles.title}>Three steps to the first routed request</h1>
          <p className={styles.lead}>Nothing leaves this machine except the requests you route.</p>
          <ol>
            <RailStop state={stateOf('answer', step)} next={stateOf('connect', step)} title="Choose who answers">
              <AnswerStep state={state} open={step === 'answer'} onDone={() => goTo('connect')} onReopen={() => goTo('answer')} />
            </RailStop>
            <RailStop state={stateOf('connect', step)} next={stateOf('run', step)} title="Point Claude Code at Switchyard">
              {step !== 'answer' && (
                <>
                  <p className={styles.text}>
                    Run these two lines in the terminal in which you work. What is copied holds the whole token.
                  </p>
                  <ClientLines
                    address={state.proxy.address}
                    maskedToken={state.maskedToken}
                    platform={state.platform}
                    onCopied={() => goTo('run')}
                  />
                  {step === 'connect' && (
                    <div className={styles.actions}>
                      <CopyButton
                        withText
                        variant="primary"
                        label="Copy and go on"
                        onCopy={() => copyClientLines().then(() => goTo('run'))}
                      />
                      <Button variant="ghost" onClick={() => goTo('run')}>
                        Go on without copying
                      </Button>
                      <Button variant="ghost" onClick={() => goTo('answer')}>
                        Back
                      </Button>
                    </div>
                  )}
                </>
              )}
            </RailStop>
            <RailStop state={first?.outcome === 'ok' ? 'done' : stateOf('run', step)} next={null} title="Run Claude Code">
              {step === 'run' ? (
                <RunStep first={first} onFinish={finish} onBack={() => goTo('connect')} />
              ) : (
                <p className={styles.text}>Run it, and watch the first request pass here.</p>
              )}
            </RailStop>
          </ol>
        </div>
      </main>
    </div>
  );
}
