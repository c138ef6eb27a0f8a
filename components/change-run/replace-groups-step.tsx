'use client';

import { type SubmitEvent, useState } from 'react';
import { ReviewBar, StepForm, StepHeading } from './step-layout';
import { PageColumn } from '../ui/page-column';
import type { SettingWords } from '../setting-fields/use-setting-words';
import {
  focusOpenReplacement,
  GroupReplacement,
  type MissingGroup,
  type Replacements,
} from './group-replacement';

interface ReplaceGroupsStepProps {
  title: string;
  detail: string;
  groups: readonly MissingGroup[];
  replacements: Replacements;
  words: SettingWords;
  onChange: (replacements: Replacements) => void;
  onReview: () => void;
  onCancel: () => void;
}

/** First step, where groups are named that do not exist any more: what to use in their place. */
export function ReplaceGroupsStep(props: ReplaceGroupsStepProps) {
  const { title, detail, groups, replacements, words, onChange, onReview, onCancel } = props;

  const [asked, setAsked] = useState(false);

  function submit(event: SubmitEvent) {
    event.preventDefault();
    setAsked(true);
    if (!focusOpenReplacement(groups, replacements)) onReview();
  }

  return (
    <StepForm noValidate onSubmit={submit}>
      <PageColumn>
        <StepHeading step={1} title={title} detail={detail} />
        {groups.map((group) => (
          <GroupReplacement
            key={group.id}
            group={group}
            replacement={replacements.get(group.id) ?? null}
            asked={asked}
            words={words}
            onChange={(id) => onChange(new Map([...replacements, [group.id, id]]))}
          />
        ))}
      </PageColumn>
      <ReviewBar onCancel={onCancel} />
    </StepForm>
  );
}
